import { subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { CREDENTIALS, startPipeline, TOKEN } from './start-pipeline.js';

t.test('whatever goes wrong, no log at any level holds a secret, an access token or what a follower wrote', async t => {
  const { platform, startIngress, startWorker, profilesReach } = await startPipeline(t, { autoFollow: 'o' });
  const loud = { LOG_LEVEL: 'trace' };
  const [ingress, worker] = [await startIngress(loud), await startWorker(loud)];
  for (const fault of [
    { path: '/cgi-bin/stable_token', kind: 'status', status: 502 },
    { path: '/cgi-bin/user/info', kind: 'reset' },
    { path: '/cgi-bin/user/info', kind: 'errcode', errcode: -1 },
    { path: '/cgi-bin/user/info', kind: 'malformed', body: '{' },
  ] as const) {
    platform.faults.add({ times: 1, ...fault });
  }
  await ingress.pusher.push(text('oFollower', 'my darkest secret'));
  await ingress.pusher.push(text('oFollower', '@my suggestion'));
  await ingress.pusher.push(subscribe('notAFollower'));
  await ingress.pusher.push(subscribe('oFollower'));
  await ingress.pusher.push(view('oFollower', 'https://example.com/my/page'));
  await profilesReach(1, { openid: 'oFollower', viewCount: 1, userInfoAt: { $exists: true } });
  await ingress.pusher.push(unsubscribe('oFollower'));
  await profilesReach(1, { openid: 'oFollower', subscribed: false });
  const stable = await fetch(`${platform.url}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({
      grant_type: 'client_credential',
      appid: CREDENTIALS.appId,
      secret: CREDENTIALS.appSecret,
    }),
  });
  const { access_token: accessToken } = (await stable.json()) as { access_token: string };
  t.equal(await ingress.terminate(), 0);
  t.equal(await worker.terminate(), 0);

  const logged = [...ingress.logged, ...worker.logged];
  t.ok(logged.some(line => line.includes('api_unreachable')) && logged.some(line => line.includes('"kind":"text"')));
  for (const secret of [TOKEN, CREDENTIALS.appSecret, accessToken, 'my ', '/my/']) {
    t.notOk(
      logged.some(line => line.includes(secret)),
      secret,
    );
  }
  for (const line of logged.filter(line => /oFollower|notAFollower/.test(line))) {
    t.match(JSON.parse(line).level, /debug|trace/, 'an OpenID stands at level debug at most');
  }
});
