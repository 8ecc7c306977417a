import { endpointForTest, type Received } from '@wechat-pipeline/local-servers';
import { click, subscribe, text, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startWithWebhooks } from './start-webhooks.js';

const READ_AGAIN = /account file read again/;
const seen = (received: readonly Received[]) => received.map(({ body }) => JSON.parse(body));

t.test('pushes of every kind reach the owner’s endpoint, and none of it the logs', async t => {
  const endpoint = await endpointForTest(t, (_, response) => response.writeHead(204).end());
  const { startIngress, startWorker } = await startWithWebhooks(t, { crm: endpoint.url });
  const [{ pusher, logged }, worker] = await Promise.all([startIngress(), startWorker({ LOG_LEVEL: 'info' })]);
  await pusher.push(subscribe('oFollower'));
  await endpoint.posted(1);
  for (const push of [text('oFollower', 'a secret'), text('oFollower', '@a wish'), click('oFollower', 'HELP')]) {
    await pusher.push(push);
  }
  await endpoint.posted(4);
  await pusher.push(unsubscribe('oFollower'));
  const bodies = seen(await endpoint.posted(5));
  t.strictSame(bodies.map(({ type }) => type).sort(), ['click', 'subscribe', 'text', 'text', 'unsubscribe']);
  t.match(bodies[0], { type: 'subscribe', data: { account: null, profile: { openid: 'oFollower' } } });
  t.match(bodies[4], { type: 'unsubscribe', data: { profile: null } });
  t.equal(await worker.terminate(), 0);
  t.notMatch([...logged, ...worker.logged].join(''), /oFollower|a secret|a wish/);
});

t.test('a worker that is killed in the middle of a delivery: another one delivers it, with the same id', async t => {
  const endpoint = await endpointForTest(t, (_, response) => {
    if (endpoint.received.length > 1) response.writeHead(204).end();
  });
  const { startIngress, startWorker } = await startWithWebhooks(t, { crm: endpoint.url }, '[text]');
  const [{ pusher }, doomed] = await Promise.all([startIngress(), startWorker()]);
  await pusher.push(text('oFollower', 'hi'));
  await endpoint.posted(1);
  doomed.process.kill('SIGKILL');
  await doomed.process.exited;
  const successor = await startWorker();
  const [first, second] = await endpoint.posted(2);
  t.equal(second?.headers['webhook-id'], first?.headers['webhook-id']);
  t.equal(second?.body, first?.body);
  t.equal(await successor.terminate(), 0);
});

t.test('an endpoint that is put into the account file is delivered to, without a restart', async t => {
  const endpoint = await endpointForTest(t, (_, response) => response.writeHead(204).end());
  const { save, startIngress, startWorker } = await startWithWebhooks(t, {});
  const [ingress, worker] = await Promise.all([startIngress(), startWorker()]);
  await ingress.pusher.push(text('oFollower', 'before'));
  save({ crm: endpoint.url });
  await Promise.all([ingress.says(READ_AGAIN), worker.says(READ_AGAIN)]);
  await ingress.pusher.push(text('oFollower', 'after'));
  t.match(seen(await endpoint.posted(1)), [{ data: { push: { content: 'after' } } }]);
  t.equal(await worker.terminate(), 0);
});
