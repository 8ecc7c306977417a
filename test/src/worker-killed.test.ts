import { subscribe, view } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startPipeline } from './start-pipeline.js';

for (const WORKER_CONCURRENCY of ['2', '256']) {
  t.test(
    `a worker that is killed in the middle of ${WORKER_CONCURRENCY} jobs loses nothing and counts nothing twice`,
    async t => {
      const { platform, profiles, pageViews, startIngress, startWorker, profilesReach } = await startPipeline(t, {
        autoFollow: true,
        latency: { single: 20, batch: 40 },
      });
      const { pusher } = await startIngress();
      const openids = Array.from({ length: 300 }, (_, index) => `oFollower${index}`);
      const pages = ['https://example.com/1', 'https://example.com/2'];
      const answers = await Promise.all(
        openids.flatMap(openid => [
          pusher.push(subscribe(openid)),
          ...pages.map(page => pusher.push(view(openid, page, { menuId: '1' }))),
        ]),
      );
      t.ok(answers.every(({ delivered }) => delivered));

      const doomed = await startWorker({ WORKER_CONCURRENCY });
      while ((await profiles.countDocuments()) === 0) await new Promise(resolve => setImmediate(resolve));
      doomed.process.kill('SIGKILL');
      t.match(await doomed.process.exited, { signal: 'SIGKILL' });

      const successor = await startWorker();
      await profilesReach(openids.length, { subscribed: true, viewCount: pages.length, userInfoAt: { $exists: true } });
      t.equal(await profiles.countDocuments(), openids.length);
      t.equal(await pageViews.countDocuments(), answers.length - openids.length, 'each visit once');
      t.ok((platform.calls.paths['/cgi-bin/user/info/batchget'] ?? 0) > 0);
      t.equal(await successor.terminate(), 0);
    },
  );
}
