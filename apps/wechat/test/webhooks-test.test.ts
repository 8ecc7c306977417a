import type { RequestListener } from 'node:http';
import { endpointForTest } from '@wechat-pipeline/local-servers';
import { Webhook } from 'standardwebhooks';
import t from 'tap';
import { APP_ID, accountWithWebhook, SECRET } from './account-with-webhook.js';

const ok: RequestListener = (_, response) => response.writeHead(200).end('taken\u001b[31m\n');

t.test('a test delivery is sent now, signed, and what comes back is shown', async t => {
  const endpoint = await endpointForTest(t, ok);
  const { wechat } = await accountWithWebhook(t, endpoint.url);
  const own = await wechat(['test', 'crm']);
  t.match(own, { status: 0, stdout: /^http:.*\/hook took it: status 200, “taken \[31m” after \d+ ms\.\n$/ });
  t.match(await wechat(['test', 'crm', '--account', 'shop'], { WECHAT_APP_ID: '' }), { status: 0 });
  const bodies = endpoint.received.map(({ body, headers }) =>
    new Webhook(SECRET).verify(body, headers as Record<string, string>),
  );
  t.match(bodies, [
    { type: 'test', data: { account: null, appId: APP_ID } },
    { type: 'test', data: { account: 'shop', appId: 'wxshop' } },
  ]);
  const { stdout } = await wechat(['test', 'crm', '--json']);
  t.match(JSON.parse(stdout), { name: 'crm', status: 200, body: 'taken\u001b[31m\n', id: /^test-/ });
});

t.test('one that is not taken ends with 1 and says why', async t => {
  const endpoint = await endpointForTest(t, (_, response) => response.writeHead(401).end('bad signature'));
  const refused = await (await accountWithWebhook(t, endpoint.url)).wechat(['test', 'crm']);
  t.match(refused, {
    status: 1,
    stdout: '',
    stderr: /expected an answer with status 2xx, got 401\nstatus 401, “bad signature”\n$/,
  });
  const away = await (await accountWithWebhook(t)).wechat(['test', 'crm']);
  t.match(away, { status: 1, stderr: /expected an endpoint that answers, got none \(ECONNREFUSED\)/ });
  const inside = await (await accountWithWebhook(t, endpoint.url.replace('http:', 'https:'), '')).wechat([
    'test',
    'crm',
  ]);
  t.match(inside, { status: 1, stderr: /expected an endpoint on the internet, got one at 127\.0\.0\.1/ });
  t.equal(endpoint.received.length, 1);
});

t.test('what is missing for it is told', async t => {
  const { wechat } = await accountWithWebhook(t);
  t.match(await wechat(['test', 'erp']), {
    status: 1,
    stderr: /^expected one of the account’s webhooks \(crm\), got erp/,
  });
  const noSecret = await wechat(['test', 'crm'], { CRM_SECRET: 'hush' });
  t.match(noSecret, {
    status: 1,
    stderr: /^crm: expected the variable CRM_SECRET to hold whsec_.*, got something else/,
  });
  t.notMatch(noSecret.stderr, /hush/);
  t.match(await wechat(['resume', 'erp']), { status: 1, stderr: /got erp/ });
  t.match(await wechat(['replay', 'erp']), { status: 1, stderr: /got erp/ });
  t.match(await wechat(['list'], { REDIS_URL: 'redis://127.0.0.1:1' }), { status: 1, stderr: /expected Redis at/ });
});
