import { PATIENCE } from '@wechat-pipeline/webhooks';
import t from 'tap';
import { APP_ID, accountWithWebhook, CRM } from './account-with-webhook.js';

t.test('it is listed how it goes with each endpoint', async t => {
  const { add, save, states, wechat } = await accountWithWebhook(t);
  t.match(await wechat(['list']), { status: 0, stdout: /\ncrm +ready +0 +0\n$/ });
  await add('oA', 'oB');
  for (let failures = 0; failures < PATIENCE.breakAfter; failures += 1) {
    await states.noteFailure(CRM, { reason: 'expected an answer with status 2xx, got 503', isGone: false });
  }
  const paused = await wechat(['list']);
  t.match(
    paused.stdout,
    /\ncrm +paused until 2\S+ \S+, after 10 failures in a row +2 +0 +2\S+ \S+ {2}expected an answer .* got 503\n$/,
  );
  await states.noteFailure(CRM, { reason: 'expected an answer with status 2xx, got 410', isGone: true });
  const { stdout } = await wechat(['list', '--json']);
  t.match(JSON.parse(stdout), [
    { name: 'crm', status: 'gone', waiting: 2, failed: 0, goneAt: /^2/, lastFailure: { at: /^2/ } },
  ]);
  t.notMatch(stdout, /oA|hush/);
  t.match((await wechat(['list'])).stdout, /\ncrm +gone since .*: wechat webhooks resume crm +2 +0/);

  await states.register(CRM);
  await states.register({ appId: APP_ID, name: 'old' });
  save('webhooks: []');
  t.match(
    (await wechat(['list'])).stdout,
    /^endpoint .*\ncrm +not in the account file; what waits waits until it is +2 +0 .*\n$/,
  );
  t.match(await wechat(['list', '--account', 'shop']), { status: 1 });
});

t.test('an endpoint that is gone is resumed, then what has failed is replayed', async t => {
  const { add, fail, queue, states, wechat } = await accountWithWebhook(t);
  await add('oA', 'oB', 'oC');
  await fail(3);
  await states.noteFailure(CRM, { reason: 'gone', isGone: true });
  await queue.rateLimit(3_600_000);
  const refused = await wechat(['replay', 'crm']);
  t.match(refused, {
    status: 1,
    stderr: /^expected an endpoint that takes deliveries, got one that is gone: wechat webhooks resume crm first/,
  });
  t.match(await wechat(['replay', 'crm', '--dry-run']), {
    status: 0,
    stdout: 'Deliveries that would be sent again: 3\n',
  });

  const resumed = await wechat(['resume', 'crm']);
  t.match(resumed, {
    status: 0,
    stdout: 'What waits for crm is delivered from now on; 3 have failed: wechat webhooks replay crm sends them.\n',
  });
  t.strictSame(await states.admit(CRM, 1), { verdict: 'send' });
  t.ok((await queue.getRateLimitTtl(1)) <= 0);

  t.match(await wechat(['replay', 'crm', '--since', '1h', '--limit', '1']), {
    status: 0,
    stdout: 'Deliveries that are sent again: 1\n',
  });
  const rest = await wechat(['replay', 'crm', '--json']);
  t.strictSame(JSON.parse(rest.stdout), { name: 'crm', count: 2, isDryRun: false });
  t.match(await wechat(['replay', 'crm']), { status: 0, stdout: 'Deliveries that are sent again: 0\n' });
  t.equal(await queue.getWaitingCount(), 3);
});
