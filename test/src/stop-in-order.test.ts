import { directoryForTest, startRedis } from '@wechat-pipeline/local-servers';
import { subscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startPipeline } from './start-pipeline.js';

t.test('under load, SIGTERM ends ingress and worker with 0, and what was acknowledged becomes a profile', async t => {
  const { profiles, startIngress, startWorker, profilesReach } = await startPipeline(t, {
    autoFollow: true,
    latency: { single: 20, batch: 40 },
  });
  const ingress = await startIngress();
  const worker = await startWorker();
  const acknowledged = new Set<string>();
  let isOver = false;
  async function pushOn(name: string): Promise<void> {
    for (let count = 0; !isOver; count += 1) {
      const openid = `o${name}-${count}`;
      const { delivered } = await ingress.pusher.push(subscribe(openid));
      if (delivered) acknowledged.add(openid);
    }
  }
  const pushing = Promise.all(Array.from({ length: 20 }, (_, index) => pushOn(String(index))));
  while (acknowledged.size < 500) await new Promise(resolve => setImmediate(resolve));
  t.equal(await worker.terminate(), 0, 'the worker');
  t.equal(await ingress.terminate(), 0, 'the ingress');
  isOver = true;
  await pushing;
  t.ok((await profiles.countDocuments()) < acknowledged.size, 'there is work left');
  t.notMatch([...worker.logged, ...ingress.logged].join('\n'), /"level":"(error|fatal)"/);

  await startWorker();
  await profilesReach(acknowledged.size, { openid: { $in: [...acknowledged] }, subscribed: true });
});

t.test('an ingress that is told to stop is not ready any more while it finishes', async t => {
  const { startIngress, startWorker } = await startPipeline(t);
  const [ingress, worker] = [await startIngress(), await startWorker()];
  for (const { adminUrl } of [ingress, worker]) {
    t.equal((await fetch(`${adminUrl}/livez`)).status, 200);
    t.match(await (await fetch(`${adminUrl}/readyz`)).json(), { status: 'ok', checks: { redis: 'ok' } });
    t.equal((await fetch(`${adminUrl}/metrics`)).status, 200);
  }
  t.equal(await ingress.terminate(), 0);
  t.equal(await worker.terminate(), 0);
});

t.test('SIGTERM ends both with 0, too, while Redis is away or hangs', async t => {
  for (const damage of ['SIGKILL', 'SIGSTOP'] as const) {
    const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
    t.teardown(() => redis.stop());
    const { startIngress, startWorker } = await startPipeline(t, { ownRedisUrl: redis.url });
    const [ingress, worker] = [await startIngress(), await startWorker()];
    process.kill(redis.pid, damage);
    while ((await fetch(`${worker.adminUrl}/readyz`)).status !== 503);
    t.equal(await ingress.terminate(), 0, `the ingress, after ${damage}`);
    t.equal(await worker.terminate(), 0, `the worker, after ${damage}`);
  }
});
