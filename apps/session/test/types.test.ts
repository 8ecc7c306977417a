import t from 'tap';
import type { Endpoint } from '../src/endpoints.js';
import type { IdentitySeal } from '../src/identity.js';
import { MESSAGES } from '../src/pages/messages.js';
import { ROUTES } from '../src/routes/index.js';

t.test('what must not compile does not', async t => {
  const seal: IdentitySeal['seal'] = async ({ openid }) => openid;
  // @ts-expect-error: an identity always ends
  await seal({ openid: 'oAlice', issuedAt: 0 });
  // @ts-expect-error: there is a route for each endpoint
  const routes: typeof ROUTES = {
    enter: ROUTES.enter,
    callback: ROUTES.callback,
    me: ROUTES.me,
    verify: ROUTES.verify,
  };
  // @ts-expect-error: what is not served is no endpoint
  const endpoint: Endpoint = 'logout';
  // @ts-expect-error: whoever follows sees no message
  const message = MESSAGES.en.follower;
  t.ok(routes && endpoint);
  t.equal(message, undefined);
});
