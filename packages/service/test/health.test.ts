import { Registry } from 'prom-client';
import t from 'tap';
import { createHealth, startAdminServer } from '../src/index.js';

t.test('a process is ready when each dependency is, and says which is not', async t => {
  let isAway = false;
  const health = createHealth({
    redis: async () => {
      if (isAway) throw new Error('connect ECONNREFUSED 10.0.0.1:6379');
    },
    mongodb: async () => {},
  });
  t.strictSame(await health.ready(), { ok: true, checks: { redis: 'ok', mongodb: 'ok' } });
  isAway = true;
  t.strictSame(await health.ready(), { ok: false, checks: { redis: 'away', mongodb: 'ok' } });
});

t.test('a dependency that does not answer counts as away', async t => {
  const health = createHealth({ redis: () => new Promise(() => {}) });
  t.strictSame(await health.ready(), { ok: false, checks: { redis: 'no answer within 1000 ms' } });
});

t.test('a process that is stopping lives, but is not ready', async t => {
  const health = createHealth({});
  const admin = await startAdminServer({ host: '127.0.0.1', port: 0, health, metrics: new Registry() });
  t.teardown(() => admin.close());
  t.equal((await fetch(`${admin.url}/readyz`)).status, 200);
  health.drain();
  const ready = await fetch(`${admin.url}/readyz`);
  t.equal(ready.status, 503);
  t.strictSame(await ready.json(), { status: 'unavailable', checks: { process: 'stopping' } });
  t.equal((await fetch(`${admin.url}/livez`)).status, 200);
  t.match((await fetch(`${admin.url}/metrics`)).headers.get('content-type'), /^text\/plain/);
});
