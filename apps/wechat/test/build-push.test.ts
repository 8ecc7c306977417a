import { body } from '@wechat-pipeline/played-wechat';
import { KINDS, openPush, sign } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import type { Failure } from '../src/failure.js';
import { buildPush } from '../src/push/build-push.js';
import { parseFields } from '../src/push/parse-fields.js';

const wanted = { openid: 'oAlice', fields: {}, isForced: false };

/** As an ingress would read it. */
function received(push: ReturnType<typeof buildPush>) {
  const [timestamp, nonce] = [String(push.CreateTime), '1234567890'];
  const query = { timestamp, nonce, signature: sign('token', timestamp, nonce) };
  const secrets = { tokens: ['token'], timestampToleranceSeconds: 0, mode: 'plaintext' as const };
  return openPush(query, body({ ToUserName: 'gh_a', ...push }), secrets).push;
}

t.test('every kind is pushed so that it is received as that kind', async t => {
  for (const kind of Object.keys(KINDS)) {
    const value = ['text', 'scan', 'click', 'view'].includes(kind) ? '007' : undefined;
    t.equal(received(buildPush({ ...wanted, kind, value })).kind, kind);
  }
});

t.test('kinds are written as WeChat does, however they are typed', async t => {
  t.match(buildPush({ ...wanted, kind: 'SCAN', value: '007' }), { Event: 'SCAN', EventKey: '007', Ticket: 'TICKET' });
  t.match(buildPush({ ...wanted, kind: 'location_report' }), { MsgType: 'event', Event: 'LOCATION' });
  t.match(buildPush({ ...wanted, kind: 'location' }), { MsgType: 'location', MsgId: /^\d+$/ });
  t.match(buildPush({ ...wanted, kind: 'wificonnected' }), { Event: 'WifiConnected' });
  t.match(buildPush({ ...wanted, kind: 'subscribe', scene: '007' }), { EventKey: 'qrscene_007' });
  t.match(buildPush({ ...wanted, kind: 'view', value: 'https://h/', fields: { MenuId: '1' } }), { MenuId: '1' });
});

t.test('what the platform says of a follower has the follower’s OpenID where the platform has it', async t => {
  const push = buildPush({ ...wanted, kind: 'user_authorization_revoke' });
  t.equal(push.OpenID, 'oAlice');
  t.not(push.FromUserName, 'oAlice');
});

t.test('what WeChat does not push is not understood, unless it is forced', async t => {
  const refused: readonly [push: object, message: RegExp][] = [
    [{ kind: 'subscrbe' }, /^expected a kind of push, got subscrbe: /],
    [{ kind: 'constructor' }, /^expected a kind of push, got constructor: /],
    [{ kind: 'text' }, /^expected what text always has, as wechat push text VALUE or --field Content=…, got none$/],
    [{ kind: 'click', fields: { EventKey: '' } }, /--field EventKey=…/],
    [{ kind: 'image', value: 'x' }, /^expected the fields of a message image as --field Name=value, got x$/],
    [{ kind: 'scan', value: '1', scene: '1' }, /^expected --scene with subscribe alone/],
  ];
  for (const [push, message] of refused) {
    t.throws(() => buildPush({ ...wanted, kind: '', ...push }), { message, exitCode: 2 } satisfies Partial<
      Record<keyof Failure, unknown>
    >);
  }
  t.match(buildPush({ ...wanted, kind: 'Tomorrow', value: 'K', isForced: true }), { Event: 'Tomorrow', EventKey: 'K' });
  t.match(buildPush({ ...wanted, kind: 'text', isForced: true }), { Content: '' });
});

t.test('fields are nested by dots, and listed when they come again', async t => {
  t.strictSame(parseFields(['A=1', 'B.C=2=3', 'B.D.E=', 'F=1', 'F=2', 'F=3', 'constructor=x\ny']), {
    A: '1',
    B: { C: '2=3', D: { E: '' } },
    F: ['1', '2', '3'],
    constructor: 'x\ny',
  });
  const refused = ['A', '=1', 'A.=1', '.A=1', '1A=1', 'A B=1', '__proto__=1', 'A.__proto__.b=1'];
  for (const typed of refused)
    t.throws(() => parseFields([typed]), { exitCode: 2, message: `expected --field Name=value, got ${typed}` });
  for (const typed of [
    ['A=1', 'A.B=2'],
    ['A.B=2', 'A=1'],
    ['A=1', 'A=2', 'A.B=3'],
  ]) {
    t.throws(() => parseFields(typed), {
      exitCode: 2,
      message: /^expected the field A to hold a value or other fields/,
    });
  }
});
