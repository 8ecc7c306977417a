import { promisify } from 'node:util';
import { body, subscribe, unsubscribe } from '@wechat-pipeline/played-wechat';
import { openPush, type PushOf, type PushSecrets, sign } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import type { IntakeJob } from '../src/intake.js';
import { APP_ID, startIngress, TOKEN } from './start-ingress.js';

/** An ingress, and its intake as a function that can be waited for. */
async function startIntake(...args: Parameters<typeof startIngress>) {
  const { intake, waiting } = await startIngress(...args);
  return { accept: promisify(intake.accept), waiting };
}

let deliveries = 0;

/** A push as the intake accepts it, in a delivery of its own. */
function delivered(fields: ReturnType<typeof subscribe>): IntakeJob {
  deliveries += 1;
  const nonce = String(deliveries);
  const query = { timestamp: '1', nonce, signature: sign(TOKEN, '1', nonce) };
  const document = body({ ToUserName: 'gh_account', ...fields });
  const secrets: PushSecrets = { tokens: [TOKEN], timestampToleranceSeconds: 0, mode: 'plaintext' };
  const { push, delivery } = openPush(query, document, secrets);
  const given = push as PushOf<'subscribe' | 'unsubscribe'>;
  return { kind: given.kind, appId: APP_ID, push: given, delivery };
}

t.test('alone a push is a job; under load up to 100 of one kind share one, and none is lost', async t => {
  const { accept, waiting } = await startIntake(t);
  await accept(delivered(subscribe('oFirst')));
  t.equal((await waiting('subscribe')).length, 1);

  const openids = Array.from({ length: 350 }, (_, index) => `o${index}`);
  await Promise.all(
    openids.flatMap(openid => [accept(delivered(subscribe(openid))), accept(delivered(unsubscribe(openid)))]),
  );
  for (const kind of ['subscribe', 'unsubscribe'] as const) {
    const jobs = await waiting(kind);
    t.ok(jobs.length < 20, `${jobs.length} jobs of 350 pushes`);
    t.ok(jobs.every(pushes => pushes.length <= 100 && pushes.every(push => push.kind === kind)));
    const queued = new Set(jobs.flat().map(push => push.fromUserName));
    t.ok(openids.every(openid => queued.has(openid)));
  }
});

t.test('a redelivery is worked on as received when its first delivery was', async t => {
  const { accept, waiting } = await startIntake(t);
  const [push, redelivery] = [delivered(subscribe('oFollower')), delivered(subscribe('oFollower'))];
  t.not(push.delivery.nonce, redelivery.delivery.nonce);
  await accept(push);
  await accept(redelivery);
  const [first, second] = (await waiting('subscribe')).flat();
  t.ok(first?.receivedAt);
  t.equal(second?.receivedAt, first?.receivedAt);
});

t.test('a push is acknowledged only if Redis has taken it', async t => {
  const { startRedis, directoryForTest } = await import('@wechat-pipeline/local-servers');
  const redis = await startRedis({ directory: await directoryForTest(t, 'redis') });
  t.teardown(() => redis.stop());
  const { accept } = await startIntake(t, { redisUrl: redis.url });
  await redis.stop();
  await t.rejects(accept(delivered(subscribe('oFollower'))), { name: 'IntakeError' });
});
