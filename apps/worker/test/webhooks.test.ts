import type { RequestListener } from 'node:http';
import { endpointForTest, type Received } from '@wechat-pipeline/local-servers';
import { DELIVERY_BODY } from '@wechat-pipeline/webhooks';
import { Webhook } from 'standardwebhooks';
import t from 'tap';
import { SECRET, SHOP, startWebhooks, until, webhookTo } from './start-webhooks.js';

const KEY = { appId: SHOP.appId, name: 'crm' };
const ok: RequestListener = (_, response) => response.writeHead(204).end();
const answering =
  (...statuses: readonly number[]): RequestListener =>
  (_, response) => {
    const [status = 204, ...others] = statuses;
    statuses = others;
    response.writeHead(status).end('a secret of theirs');
  };
const openidsIn = (received: readonly Received[]) =>
  received.map(({ body }) => JSON.parse(body).data.push.fromUserName).sort();
const idsIn = (received: readonly Received[]) => received.map(({ headers }) => headers['webhook-id']);

t.test('a push is delivered signed, with what is known of the follower, and then forgotten', async t => {
  const { add, follows, queue, startWorker } = await startWebhooks(t);
  const endpoint = await endpointForTest(t, ok);
  await follows('oFollower');
  const worker = startWorker(webhookTo(endpoint.url));
  await add('crm', 'oFollower');
  const [{ headers, body }] = (await endpoint.posted(1)) as [Received];
  const delivered = new Webhook(SECRET).verify(body, headers as Record<string, string>);
  t.ok(DELIVERY_BODY.safeParse(delivered).success);
  t.match(delivered, {
    type: 'text',
    data: {
      account: 'shop',
      push: { content: 'a secret of oFollower' },
      profile: { openid: 'oFollower', nickname: 'a nickname of oFollower' },
    },
  });
  await until(async () => (await queue('crm').getJobCountByTypes('waiting', 'active', 'completed')) === 0);
  t.match(await worker.metrics.registry.metrics(), /deliveries_total\{endpoint="shop\/crm",result="delivered"\} 1\n/);
});

t.test('what an endpoint does not take comes again with the same id, and what is known by then', async t => {
  const { add, follows, startWorker } = await startWebhooks(t);
  const answer = answering(500, 302, 404);
  const endpoint = await endpointForTest(t, async (request, response) => {
    if (endpoint.received.length === 2) await follows('oFollower');
    answer(request, response);
  });
  const worker = startWorker(webhookTo(endpoint.url));
  await add('crm', 'oFollower');
  const received = await endpoint.posted(4);
  t.equal(new Set(idsIn(received)).size, 1);
  t.match(JSON.parse(received[0]!.body), { data: { profile: null } });
  t.match(JSON.parse(received[3]!.body), { data: { profile: { openid: 'oFollower' } } });
  t.match(await worker.metrics.registry.metrics(), /deliveries_total\{endpoint="shop\/crm",result="failed"\} 3\n/);
  t.match(
    worker.logged.join(''),
    /"code":"endpoint_redirects","reason":"expected an answer with status 2xx, got 302: redir/,
  );
  t.notMatch(
    worker.logged.join(''),
    /secret of|nickname of|oFollower/,
    'nothing of the follower or of theirs is logged',
  );
});

t.test('what is not taken in all its attempts lies in the failed set with the reason', async t => {
  const { add, queue, startWorker } = await startWebhooks(t);
  const endpoint = await endpointForTest(t, (_, response) => response.writeHead(500).end());
  const worker = startWorker(webhookTo(endpoint.url));
  await add('crm', 'oFollower');
  const [failed] = await until(async () => {
    const jobs = await queue('crm').getFailed();
    return jobs.length > 0 && jobs;
  });
  t.match(failed, { attemptsMade: 12, failedReason: 'expected an answer with status 2xx, got 500' });
  t.equal(endpoint.received.length, 12);
  t.equal(new Set(idsIn(endpoint.received)).size, 1);
  await until(async () => worker.logged.some(line => line.includes('delivery failed for good')));
});

t.test('one endpoint’s trouble is not another’s', async t => {
  const { add, startWorker } = await startWebhooks(t);
  const hanging = await endpointForTest(t, () => {});
  const good = await endpointForTest(t, ok);
  startWorker(
    webhookTo(hanging.url, { name: 'slow' }),
    webhookTo(good.url),
    webhookTo('http://127.0.0.1:1/', { name: 'away' }),
  );
  const openids = Array.from({ length: 20 }, (_, index) => `o${index}`);
  for (const name of ['slow', 'away', 'crm']) await add(name, ...openids);
  await good.posted(20);
  t.strictSame(openidsIn(good.received), [...openids].sort());
});

t.test('so many deliveries are in flight over all workers', async t => {
  const { add, startWorker } = await startWebhooks(t);
  let [inFlight, most] = [0, 0];
  const release: (() => void)[] = [];
  const endpoint = await endpointForTest(t, (_, response) => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    release.push(() => {
      inFlight -= 1;
      response.writeHead(204).end();
    });
  });
  const webhook = webhookTo(endpoint.url, { concurrency: 3 });
  const workers = [startWorker(webhook), startWorker(webhook)];
  await add('crm', ...Array.from({ length: 12 }, (_, index) => `o${index}`));
  for (let count = 3; count <= 12; count += 1) {
    await endpoint.posted(count);
    release.shift()?.();
  }
  for (const end of release) end();
  t.equal(most, 3);
  t.equal(workers.length, 2);
});

t.test(
  'an endpoint that fails in a row is paused; what waits loses no attempt, and goes on when it is back',
  async t => {
    const { add, queue, startWorker, states } = await startWebhooks(t, { breakAfter: 3, breakPauses: [50] });
    let isBack = false;
    const endpoint = await endpointForTest(t, (_, response) => response.writeHead(isBack ? 204 : 503).end());
    const worker = startWorker(webhookTo(endpoint.url, { concurrency: 1 }));
    await add('crm', ...Array.from({ length: 10 }, (_, index) => `o${index}`));
    await until(async () => worker.logged.some(line => line.includes('the endpoint is paused')));
    t.match(
      (await queue('crm').getWaiting())
        .map(({ attemptsMade }) => attemptsMade)
        .sort()
        .at(0),
      0,
    );
    t.match(await states.read(KEY), { failures: Number, lastFailure: { reason: /got 503$/ } });
    isBack = true;
    await until(async () => (await queue('crm').getJobCountByTypes('waiting', 'active', 'delayed')) === 0);
    t.strictSame(await queue('crm').getFailed(), []);
    t.match(worker.logged.join(''), /the endpoint takes deliveries again/);
    t.match(await states.read(KEY), { failures: 0, lastSuccessAt: Date });
  },
);

t.test('while it is paused nothing is sent to it', async t => {
  const { add, queue, startWorker, states } = await startWebhooks(t, { breakAfter: 2, breakPauses: [3_600_000] });
  const endpoint = await endpointForTest(t, answering(500, 500));
  const worker = startWorker(webhookTo(endpoint.url, { concurrency: 1 }));
  await add('crm', 'oA', 'oB', 'oC', 'oD');
  await until(async () => (await states.read(KEY)).pausedUntil);
  t.match(await worker.metrics.registry.metrics(), /wechat_webhook_paused\{endpoint="shop\/crm"\} 1\n/);
  await until(async () => (await queue('crm').getRateLimitTtl(1)) > 0);
  t.equal(endpoint.received.length, 2);
  // As `wechat webhooks resume` does.
  await states.reset(KEY);
  await queue('crm').removeRateLimitKey();
  await endpoint.posted(6);
  t.match(await worker.metrics.registry.metrics(), /wechat_webhook_paused\{endpoint="shop\/crm"\} 0\n/);
});

t.test('an endpoint that asks to be left alone is', async t => {
  const { add, queue, startWorker, states } = await startWebhooks(t);
  const endpoint = await endpointForTest(t, (_, response) => {
    response.writeHead(429, { 'retry-after': '600' }).end();
  });
  startWorker(webhookTo(endpoint.url, { concurrency: 1 }));
  await add('crm', 'oA', 'oB');
  const [delayed] = await until(async () => {
    const jobs = await queue('crm').getDelayed();
    return jobs.length > 0 && jobs;
  });
  t.ok(delayed!.delay >= 600_000, String(delayed!.delay));
  const { pausedUntil = new Date(0) } = await states.read(KEY);
  t.ok(pausedUntil.getTime() > Date.now() + 500_000);
  t.equal(endpoint.received.length, 1);
  t.match(await queue('crm').getWaiting(), [{ attemptsMade: 0 }]);
});

t.test('an endpoint that says that it is gone is sent nothing more; that is said once', async t => {
  const { add, queue, startWorker, states } = await startWebhooks(t);
  const endpoint = await endpointForTest(t, answering(410));
  const worker = startWorker(webhookTo(endpoint.url, { concurrency: 1 }));
  const openids = ['oA', 'oB', 'oC'];
  await add('crm', ...openids);
  await until(async () => (await queue('crm').getFailedCount()) === 3);
  t.equal(endpoint.received.length, 1);
  t.match((await queue('crm').getFailed()).map(({ failedReason }) => failedReason).sort(), [
    /got 410$/,
    /one that is gone: wechat webhooks resume crm, then replay crm$/,
    /one that is gone/,
  ]);
  t.equal(worker.logged.filter(line => line.includes('the endpoint is gone')).length, 1);
  const metrics = await worker.metrics.registry.metrics();
  t.match(metrics, /wechat_webhook_paused\{endpoint="shop\/crm"\} 1\n/);
  t.match(metrics, /deliveries_total\{endpoint="shop\/crm",result="gone"\} 2\n/);
  t.match(metrics, /wechat_queue_jobs\{queue="webhook-wx0123456789abcdef-crm",state="failed"\} 3\n/);

  await states.reset(KEY);
  for (const job of await queue('crm').getFailed()) await job.retry('failed', { resetAttemptsMade: true });
  const received = await endpoint.posted(4);
  t.strictSame(openidsIn(received.slice(1)), openids);
  t.ok(idsIn(received.slice(1)).includes(received[0]!.headers['webhook-id']), 'with the id that it had');
});

t.test('while MongoDB is away a delivery waits; that is no fault of its own, nor of the endpoint’s', async t => {
  const { add, queue, startWorker, states } = await startWebhooks(t, { isMongodbAway: true });
  const endpoint = await endpointForTest(t, ok);
  startWorker(webhookTo(endpoint.url));
  await add('crm', 'oA');
  const [delayed] = await until(async () => {
    const jobs = await queue('crm').getDelayed();
    return jobs.length > 0 && jobs;
  });
  t.match(delayed, { attemptsMade: 0 });
  t.strictSame(endpoint.received, []);
  t.match(await states.read(KEY), { failures: 0 });
});

t.test('endpoints come, change and go with the account file; what waits for one that went waits on', async t => {
  const { add, startWorker } = await startWebhooks(t);
  const [first, second] = [await endpointForTest(t, ok), await endpointForTest(t, ok)];
  const worker = startWorker();
  t.strictSame(worker.destinations(SHOP.appId), []);

  await worker.serve([webhookTo(first.url)]);
  const { queue, wants } = worker.destinations(SHOP.appId)[0]!;
  t.equal(queue.name, 'webhook-wx0123456789abcdef-crm');
  const header = { toUserName: '', fromUserName: 'o', createTime: 1 };
  t.ok(wants({ ...header, kind: 'text', msgType: 'text', content: '' }));
  t.notOk(wants({ ...header, kind: 'unsubscribe', msgType: 'event', event: 'unsubscribe' }));
  t.strictSame(worker.destinations('wx-another'), []);
  await add('crm', 'oA');
  await first.posted(1);

  const another = `whsec_${Buffer.alloc(32, 'b').toString('base64')}`;
  await worker.serve([webhookTo(second.url, { secret: another })]);
  await add('crm', 'oB');
  const [{ body, headers }] = (await second.posted(1)) as [Received];
  t.ok(new Webhook(another).verify(body, headers as Record<string, string>));

  await worker.serve([]);
  t.notMatch(await worker.metrics.registry.metrics(), /wechat_queue_jobs\{|wechat_webhook_paused\{/);
  await worker.stop(false);
  await add('crm', 'oC');
  startWorker(webhookTo(second.url));
  await second.posted(2);
  t.strictSame(openidsIn(second.received), ['oB', 'oC']);
  t.strictSame(openidsIn(first.received), ['oA']);
});

t.test('a worker that stops ends what is in flight, and takes no more', async t => {
  const { add, queue, startWorker } = await startWebhooks(t);
  const release: (() => void)[] = [];
  const endpoint = await endpointForTest(t, (_, response) => {
    release.push(() => response.writeHead(204).end());
  });
  const worker = startWorker(webhookTo(endpoint.url, { concurrency: 1 }));
  await add('crm', 'oA', 'oB');
  await endpoint.posted(1);
  const stopped = worker.stop(false);
  release[0]!();
  await stopped;
  t.equal(endpoint.received.length, 1);
  t.match(await queue('crm').getJobCounts('waiting', 'active', 'delayed', 'failed'), {
    waiting: 1,
    active: 0,
    delayed: 0,
    failed: 0,
  });
});

t.test('what somebody else put into the queue fails for good', async t => {
  const { queue, startWorker } = await startWebhooks(t);
  startWorker(webhookTo('http://127.0.0.1:1/'));
  const strange: Record<string, unknown> = { hello: 'world' };
  await (queue('crm') as { add(name: string, data: unknown): Promise<unknown> }).add('strange', strange);
  const [failed] = await until(async () => {
    const jobs = await queue('crm').getFailed();
    return jobs.length > 0 && jobs;
  });
  t.match(failed?.failedReason, /^expected job data \{ appId, receivedAt, push \}/);
});
