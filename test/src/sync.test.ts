import t from 'tap';
import { startPipeline } from './start-pipeline.js';

t.test('a sync whose worker is killed in the middle is finished by another one, and nobody is missing', async t => {
  const { platform, profiles, startWorker, wechat } = await startPipeline(t, {
    pageSize: 1_000,
    latency: { single: 0, batch: 500 },
  });
  for (let index = 0; index < 3_000; index += 1) platform.follow(`oFollower${index}`);
  const doomed = await startWorker();
  const sync = wechat('followers', 'sync');
  while ((await profiles.countDocuments()) === 0) await new Promise(resolve => setImmediate(resolve));
  doomed.process.kill('SIGKILL');
  t.match(await doomed.process.exited, { signal: 'SIGKILL' });
  t.ok((await profiles.countDocuments()) < 1_000, 'there is work left, also of the first page');

  platform.latency.batch = 0;
  const successor = await startWorker();
  t.match(await sync, { code: 0, stdout: /^3,000 followers listed, 3,000 refreshed; page 3; .* finished after/ });
  t.equal(await profiles.countDocuments({ subscribed: true, userInfoAt: { $exists: true } }), 3_000);
  t.equal(platform.calls.paths['/cgi-bin/user/get'], 4, 'no page was asked for twice');
  t.equal(await successor.terminate(), 0);
});
