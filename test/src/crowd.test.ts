import { type CrowdFollower, playCrowd } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startPipeline } from './start-pipeline.js';

/** The document that a follower's ledger calls for. */
function documentOf(openid: string, { expected }: CrowdFollower): Record<string, unknown> {
  const { subscribed, viewCount, lastViewUrl } = expected;
  return {
    openid,
    subscribed,
    lastEventAt: new Date(expected.lastEventAt * 1_000),
    ...(viewCount > 0 ? { viewCount, lastViewUrl } : { viewCount: { $exists: false } }),
    userInfoAt: { $exists: subscribed },
  };
}

t.test('a crowd’s lives, with redeliveries, over two workers, end as each was lived', async t => {
  const { platform, profiles, startIngress, startWorker, profilesReach } = await startPipeline(t);
  const ingress = await startIngress();
  await Promise.all([startWorker(), startWorker()]);
  const crowd = { followers: 200, concurrency: 32, redeliveries: 0.3, seed: 1 };
  const ledger = await playCrowd(ingress.pusher, platform, crowd);
  t.ok([...ledger.values()].every(({ pushes }) => pushes.every(({ result }) => result.delivered)));
  for (const [openid, life] of ledger) await profilesReach(1, documentOf(openid, life));
  t.equal(await profiles.countDocuments(), ledger.size);
  t.equal(platform.calls.tokensIssued, 1, 'two workers share one access token');
  const told = await (await fetch(`${ingress.adminUrl}/metrics`)).text();
  t.match(told, /wechat_ingress_requests_total\{result="replied"\} \d+/);
});
