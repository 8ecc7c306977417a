import { createPhone, subscribe, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startPipeline } from './start-pipeline.js';

t.test('whoever follows is recognised by the pages without a login, and is nobody once they have left', async t => {
  const { platform, profilesReach, startIngress, startWorker, startSession } = await startPipeline(t);
  const [{ pusher }, , session] = await Promise.all([startIngress(), startWorker(), startSession()]);
  const phone = createPhone({ platformUrl: platform.url, openid: 'oAlice' });
  const page = `${session.url}/page`;
  const enter = `${session.url}/enter?to=/page`;
  const verify = async () => {
    const cookie = [...phone.cookies(session.url)].map(pair => pair.join('=')).join('; ');
    return (await fetch(`${session.url}/verify`, { headers: { cookie } })).status;
  };

  t.match(await phone.open(enter), { status: 200, body: /我已关注，继续/ });
  platform.follow('oAlice');
  await pusher.push(subscribe('oAlice'));
  await profilesReach(1, { openid: 'oAlice', subscribed: true });
  t.match(await phone.open(enter), { url: page });
  t.equal(await verify(), 204);
  t.equal(platform.calls.paths['/sns/oauth2/access_token'], 1);

  platform.unfollow('oAlice');
  await pusher.push(unsubscribe('oAlice'));
  await profilesReach(1, { openid: 'oAlice', subscribed: false });
  t.equal(await verify(), 401);
  t.match(await phone.open(enter), { status: 200, body: /我已关注，继续/ });
});

t.test('the session process tells how it is, and ends in order', async t => {
  const { startSession } = await startPipeline(t);
  const session = await startSession();
  for (const url of [session.url, session.adminUrl]) {
    t.match(await (await fetch(`${url}/readyz`)).json(), { status: 'ok', checks: { redis: 'ok', mongodb: 'ok' } });
  }
  await fetch(`${session.url}/enter`, { redirect: 'manual' });
  const metrics = await (await fetch(`${session.adminUrl}/metrics`)).text();
  t.match(metrics, /wechat_session_requests_total\{route="enter",result="redirected"\} 1/);
  t.equal((await fetch(`${session.url}/metrics`)).status, 404);
  t.equal(await session.terminate(), 0);
});
