import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import { createPusher, type PushFields, scan, subscribe, text } from '@wechat-pipeline/played-wechat';
import { createLog } from '@wechat-pipeline/service';
import t, { type Test } from 'tap';
import type { IngressEnv } from '../src/env.js';
import { openIngressAccounts } from '../src/ingress-accounts.js';
import { APP_ID, type RunningIngress, signedQuery, startIngress, TOKEN } from './start-ingress.js';

const REPLIES = `
replies:
  follow: { text: welcome }
  scenes: { spring: { text: spring } }
  keywords:
    - { exact: prices, news: { title: Prices, url: 'https://example.com/' } }
    - { prefix: '@', suggestion: true, text: thanks }
    - { exact: human, transfer_customer_service: true }
`;
const shop = (name: string, replies = '{ default: { text: shop } }') =>
  `  - { name: ${name}, appId: wx-${name}, token: { file: token }, appSecret: { file: none }, replies: ${replies} }\n`.replace(
    'wx-',
    'wx_',
  );

/** An ingress with an account file that can be changed. */
async function setup(t: Test, file: string) {
  const directory = await directoryForTest(t, 'accounts');
  const path = join(directory, 'account.yml');
  writeFileSync(path, file);
  writeFileSync(join(directory, 'token'), 'shop123');
  const logged: string[] = [];
  let wake = () => {};
  const log = createLog('ingress', 'info', {
    write(line) {
      logged.push(line);
      wake();
    },
  });
  const env = {
    ACCOUNT_FILE: path,
    WECHAT_APP_ID: APP_ID,
    WECHAT_TOKEN: TOKEN,
    WECHAT_TIMESTAMP_TOLERANCE_SECONDS: 300,
  } as IngressEnv; // as much of it as is asked for
  const accounts = await openIngressAccounts(env, log);
  t.teardown(() => accounts.close());
  const ingress = await startIngress(t, { accounts });
  return {
    ingress,
    /** Saves the file, and resolves to what was logged then. */
    async save(changed: string): Promise<string> {
      const before = logged.length;
      const told = new Promise<void>(resolve => {
        wake = resolve;
      });
      writeFileSync(`${path}.new`, changed);
      renameSync(`${path}.new`, path);
      await told;
      return logged[before] ?? '';
    },
  };
}

function pusherOf(ingress: RunningIngress, path = '/wechat', token = TOKEN) {
  return createPusher({ url: ingress.url + path, token, originalId: 'gh_account', tries: 1 });
}

/** What the follower sees, or how it was refused. */
async function answered(ingress: RunningIngress, push: PushFields, path?: string, token?: string) {
  const { answer, reply } = await pusherOf(ingress, path, token).push(push);
  return reply ? (/<Content><!\[CDATA\[(.*?)]]>/.exec(reply)?.[1] ?? reply) : `${answer?.status} ${answer?.body}`;
}

t.test('what the file says is answered: to texts, to who follows and to who scans', async t => {
  const { ingress } = await setup(t, REPLIES);
  t.match(await answered(ingress, text('o1', 'Prices')), /<MsgType><!\[CDATA\[news]]>.*<Title><!\[CDATA\[Prices]]>/);
  t.match(await answered(ingress, text('o1', 'human')), /transfer_customer_service/);
  t.equal(await answered(ingress, text('o1', 'else')), '200 success', 'without a default nothing is said');
  t.equal(await answered(ingress, subscribe('o1')), 'welcome');
  t.equal(await answered(ingress, subscribe('o2', { scene: 'spring' })), 'spring');
  t.equal(await answered(ingress, scan('o2', 'spring')), 'spring');
  t.equal((await ingress.waiting('subscribe')).flat().length, 2, 'and the follows are jobs all the same');
});

t.test('a suggestion is answered only after its job is in Redis', async t => {
  const { ingress } = await setup(t, REPLIES);
  t.equal(await answered(ingress, text('o1', '@more!')), 'thanks');
  t.match(await ingress.waiting('suggestion'), [
    [{ kind: 'text', content: '@more!', fromUserName: 'o1', appId: APP_ID }],
  ]);
  const { startRedis } = await import('@wechat-pipeline/local-servers');
  const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
  const away = await startIngress(t, { redisUrl: redis.url });
  await redis.stop();
  t.match(await answered(away, text('o1', '@more!')), /^503 /);
  t.match(await answered(away, text('o1', 'more!')), '编辑@+您想说的话,我们可以收到', 'while other texts are answered');
});

t.test('each account is served at its name with its own token, rules and jobs', async t => {
  const { ingress } = await setup(t, `${REPLIES}accounts:\n${shop('shop')}${shop('other', '{}')}`);
  const [here, there] = [
    await answered(ingress, text('o1', 'hi')),
    await answered(ingress, text('o1', 'hi'), '/wechat/shop', 'shop123'),
  ];
  t.strictSame([here, there], ['200 success', 'shop']);
  t.equal(await answered(ingress, text('o1', 'hi'), '/wechat/other', 'shop123'), '200 success');
  t.equal(await answered(ingress, text('o1', 'hi'), '/wechat/shop', TOKEN), '403 Bad Token!', 'the token of another');
  t.equal(await answered(ingress, text('o1', 'hi'), '/wechat/nobody', 'shop123'), '404 Not Found');
  t.ok(await pusherOf(ingress, '/wechat/shop', 'shop123').handshake());
  await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => answered(ingress, subscribe(`o${index}`))),
    ...Array.from({ length: 20 }, (_, index) => answered(ingress, subscribe(`o${index}`), '/wechat/shop', 'shop123')),
  ]);
  const jobs = await ingress.waiting('subscribe');
  t.ok(
    jobs.every(pushes => new Set(pushes.map(({ appId }) => appId)).size === 1),
    'no job is of two accounts',
  );
  t.equal(jobs.flat().filter(({ appId }) => appId === 'wx_shop').length, 20);
});

t.test('nothing is told to strangers of an account, and only of its body what its own token allows', async t => {
  const { ingress } = await setup(t, `accounts:\n${shop('shop')}`);
  const post = (path: string, body: string, type = 'text/xml') =>
    ingress.fetch(path, { method: 'POST', headers: { 'content-type': type }, body });
  t.match(await post(`/wechat/shop?${signedQuery()}`, '<', 'image/png'), { status: 403, body: 'Bad Token!' });
  t.match(await post(`/wechat/shop?${signedQuery({ token: 'shop123' })}`, '<', 'image/png'), { status: 415 });
  t.match(await post(`/wechat/nobody?${signedQuery()}`, '<', 'image/png'), { status: 404 });
  t.match(await post(`/wechat/shop/more?${signedQuery()}`, '<'), { status: 404 });
});

t.test('an account is added, changed and removed without a restart; a bad edit keeps what was', async t => {
  const { ingress, save } = await setup(t, `accounts:\n${shop('shop')}`);
  const hi = (name: string) => answered(ingress, text('o1', 'hi'), `/wechat/${name}`, 'shop123');
  t.strictSame([await hi('shop'), await hi('cafe')], ['shop', '404 Not Found']);
  t.match(await save(`accounts:\n${shop('shop')}${shop('cafe', '{ default: { text: cafe } }')}`), /"accounts":3/);
  t.strictSame([await hi('shop'), await hi('cafe')], ['shop', 'cafe']);
  t.match(
    await save(`accounts:\n${shop('cafe')}  - nonsense\n`),
    /line 3: accounts\[1\].*what it said before goes on/s,
  );
  t.strictSame([await hi('shop'), await hi('cafe')], ['shop', 'cafe']);
  t.match(await save(`accounts:\n${shop('cafe')}`), /"accounts":2/);
  t.strictSame([await hi('shop'), await hi('cafe')], ['404 Not Found', 'shop']);
});

t.test('a thousand accounts are served', async t => {
  const names = Array.from({ length: 1_000 }, (_, index) => `shop-${index}`);
  const file = names.map(name => shop(name, `{ default: { text: ${name} } }`).replace('wx_shop-', 'wx_')).join('');
  const { ingress } = await setup(t, `accounts:\n${file}`);
  for (const name of [names[0], names[499], names[999]]) {
    t.equal(await answered(ingress, text('o1', 'hi'), `/wechat/${name}`, 'shop123'), name);
  }
});
