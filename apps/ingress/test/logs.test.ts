import { body, subscribe, text } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { signedQuery, startIngress, TOKEN } from './start-ingress.js';

const document = (fields: Parameters<typeof body>[0]) => body({ ToUserName: 'gh_account', ...fields });

t.test('no log at any level holds a secret, a signature or what a follower wrote', async t => {
  const ingress = await startIngress(t, { logLevel: 'trace' });
  const query = signedQuery();
  const init = { method: 'POST', headers: { 'content-type': 'text/xml' } };
  await ingress.fetch(`/wechat?${query}`, { ...init, body: document(text('oFollower', 'my darkest secret')) });
  await ingress.fetch(`/wechat?${query}`, { ...init, body: document(text('oFollower', '@my suggestion')) });
  await ingress.fetch(`/wechat?${query}`, { ...init, body: document(subscribe('oFollower')) });
  await ingress.fetch(`/wechat?${query}`, { ...init, body: '<xml>my broken push</xml>' });
  await ingress.fetch(`/wechat?${signedQuery({ token: 'another' })}`, { ...init, body: 'my forged push' });
  await ingress.fetch('/my/page?password=1');
  const logged = ingress.logged.join('');
  t.match(logged, /"kind":"text"/, 'pushes are logged at level debug');
  t.match(logged, /signature_mismatch/, 'refusals are logged with their reason');
  for (const secret of [TOKEN, new URLSearchParams(query).get('signature') ?? '', 'my ', 'password']) {
    t.notOk(logged.includes(secret), secret);
  }
});

t.test('above level debug no log holds an OpenID', async t => {
  const ingress = await startIngress(t, { logLevel: 'info' });
  await ingress.push(document(subscribe('oFollower')));
  await ingress.push(document(text('oFollower', 'hello')));
  await ingress.push('<xml><FromUserName>oFollower</FromUserName></xml>');
  t.ok(ingress.logged.length > 0);
  t.notOk(ingress.logged.join('').includes('oFollower'));
});
