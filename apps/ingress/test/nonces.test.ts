import { redisForTest } from '@wechat-pipeline/local-servers';
import { body, subscribe, text, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { type RunningIngress, signedQuery, startIngress, waitingAtAll } from './start-ingress.js';

const document = (fields: Parameters<typeof body>[0]) => body({ ToUserName: 'gh_account', ...fields });
const FOLLOW = document(subscribe('oFollower'));
const FORGED = document(unsubscribe('oSomebodyElse'));

const post = (ingress: RunningIngress, query: string, content: string) =>
  ingress.fetch(`/wechat?${query}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: content });

t.test('who has seen a push cannot sign another body with its query; a redelivery passes', async t => {
  const ingress = await startIngress(t);
  const query = signedQuery();
  t.match(await post(ingress, query, FOLLOW), { status: 200, body: 'success' });
  t.match(await post(ingress, query, FOLLOW), { status: 200, body: 'success' }, 'redelivered');
  t.match(await post(ingress, query, FORGED), { status: 403, body: 'Bad Token!' });
  t.match(await post(ingress, query, document(text('oFollower', 'hi'))), { status: 403, body: 'Bad Token!' });
  t.strictSame(await ingress.waiting('unsubscribe'), []);
  t.ok(
    ingress.logged.some(line => line.includes('nonce_reused')),
    'the log tells why',
  );
});

t.test('the ingresses of an account know of each other’s nonces', async t => {
  const redis = await redisForTest(t);
  const [one, another] = [await startIngress(t, { redis }), await startIngress(t, { redis })];
  const query = signedQuery();
  t.match(await post(one, query, FOLLOW), { status: 200 });
  t.match(await post(another, query, FORGED), { status: 403, body: 'Bad Token!' });
  t.match(await post(another, signedQuery(), FORGED), { status: 200 }, 'well signed it is taken');
  const restarted = await startIngress(t, { redis });
  t.match(await post(restarted, query, FORGED), { status: 403 }, 'and after a restart, too');
  for (const ingress of [another, restarted]) {
    t.match(await post(ingress, query, FOLLOW), { status: 200 }, 'a redelivery goes to any, whatever was tried there');
  }
});

t.test('of many pushes at once only the forged ones are refused', async t => {
  const redis = await redisForTest(t);
  const [one, another] = [await startIngress(t, { redis }), await startIngress(t, { redis })];
  const queries = Array.from({ length: 60 }, () => signedQuery());
  await Promise.all(queries.map(query => post(one, query, FOLLOW)));
  const before = await waitingAtAll(one);
  const answers = await Promise.all(
    queries.map((query, index) => post(another, query, index % 2 === 0 ? FORGED : FOLLOW)),
  );
  t.strictSame(
    answers.map(({ status }) => status),
    queries.map((_, index) => (index % 2 === 0 ? 403 : 200)),
  );
  t.strictSame(await another.waiting('unsubscribe'), []);
  t.ok((await waitingAtAll(one)) > before);
});
