import { openPush } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { ACCOUNT } from '../src/account.js';
import { idleClickRequests, subscribeRequests } from '../src/signed-pushes.js';

function open(bytes: string) {
  const [head = '', body = ''] = bytes.split('\r\n\r\n');
  const query = Object.fromEntries(new URLSearchParams(/\?(\S+)/.exec(head)?.[1]));
  const secrets = { tokens: [ACCOUNT.token], timestampToleranceSeconds: 300, mode: 'plaintext' } as const;
  return openPush(query, body, secrets).push;
}

t.test('the event without a job differs from a follow in what it is, not in how long it is', async t => {
  const [follow, click] = [subscribeRequests()().bytes, idleClickRequests()().bytes];
  t.match([open(follow), open(click)], [{ kind: 'subscribe' }, { kind: 'click' }]);
  t.equal(click.length, follow.length);
});

t.test('each push is another follower’s', async t => {
  const next = subscribeRequests();
  t.equal(new Set(Array.from({ length: 100 }, () => open(next().bytes).fromUserName)).size, 100);
});
