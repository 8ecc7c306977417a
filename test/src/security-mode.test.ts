import { createPusher, playLife } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { CREDENTIALS, startPipeline, TOKEN } from './start-pipeline.js';

t.test('with an EncodingAESKey a whole life goes through encrypted, and nothing in the clear', async t => {
  const { platform, startIngress, startWorker, profilesReach } = await startPipeline(t);
  const encodingAesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
  const ingress = await startIngress({ WECHAT_ENCODING_AES_KEY: encodingAesKey, WECHAT_ORIGINAL_ID: 'gh_account' });
  await startWorker();
  const account = {
    url: ingress.url,
    token: TOKEN,
    appId: CREDENTIALS.appId,
    encodingAesKey,
    originalId: 'gh_account',
  };
  const pusher = createPusher({ ...account, mode: 'security' });
  t.ok(await pusher.handshake());
  for await (const { step, result } of playLife(pusher, platform, 'oFollower')) {
    t.ok(result.delivered, step);
    if (step === 'text') t.match(result.reply, /编辑@\+您想说的话,我们可以收到/);
    if (step === 'follow') await profilesReach(1, { openid: 'oFollower', subscribed: true });
  }
  await profilesReach(1, { openid: 'oFollower', subscribed: false });

  for (const weaker of ['plaintext', 'compatibility'] as const) {
    const life = playLife(createPusher({ ...account, mode: weaker, tries: 1 }), platform, 'oOther');
    t.match(await life.next(), { value: { result: { answer: { status: 403 } } } }, weaker);
  }
  const another = playLife(
    createPusher({ ...account, mode: 'security', originalId: 'gh_other', tries: 1 }),
    platform,
    'o2',
  );
  t.match(await another.next(), { value: { result: { answer: { status: 403 } } } }, 'to another account');
});
