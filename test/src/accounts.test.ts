import { subscribe, text, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { type Account, answerTo, CAFE, OWN, SHOP, startAccounts } from './start-accounts.js';
import { until } from './start-pipeline.js';

t.test('each account of the file has its own rules, jobs, profiles and suggestions', async t => {
  const { startIngress, startWorker, profiles, suggestions, queues, idle } = await startAccounts(t);
  const [ingress] = await Promise.all([startIngress(), startWorker()]);
  // The same OpenID everywhere, which the platform would not do: whatever were told apart by it alone would show.
  const ask = (account: Account, content: string) => answerTo(ingress, account, text('oOne', content));
  t.equal(await ask(OWN, 'menu'), 'our own menu');
  t.equal(await ask(SHOP, 'menu'), 'the menu of the shop');
  t.equal(await ask(CAFE, 'menu'), 'the default of the cafe');
  t.equal(await ask(OWN, '@longer hours'), 'our own default', 'without such a rule there is no suggestion');
  t.equal(await ask(CAFE, '@more cake'), 'the cafe says thanks');
  const suggestion = text('oOne', '@longer hours');
  for (const delivery of ['first', 'second', 'third']) {
    t.equal(await answerTo(ingress, SHOP, suggestion), 'the shop says thanks', delivery);
  }
  t.equal(await answerTo(ingress, OWN, subscribe('oOne')), '200 success');
  t.equal(await answerTo(ingress, SHOP, subscribe('oOne')), 'welcome to the shop');
  t.equal(await answerTo(ingress, CAFE, subscribe('oOne')), '200 success');
  await idle();
  const profileOf = ({ appId }: Account) => profiles.findOne({ appId });
  for (const account of [OWN, SHOP, CAFE]) t.match(await profileOf(account), { openid: 'oOne', subscribed: true });
  const suggested = async () =>
    (await suggestions.find().sort({ appId: 1 }).toArray()).map(({ appId, text }) => [appId, text]);
  t.strictSame(await suggested(), [
    [SHOP.appId, '@longer hours'],
    [CAFE.appId, '@more cake'],
  ]);

  await answerTo(ingress, SHOP, unsubscribe('oOne'));
  await idle();
  t.match(await profileOf(SHOP), { subscribed: false });
  for (const account of [OWN, CAFE]) t.match(await profileOf(account), { subscribed: true, userInfoAt: Date });
  t.strictSame(await suggested(), [[CAFE.appId, '@more cake']]);

  const jobs = (await Promise.all(Object.values(queues).map(queue => queue.getCompleted()))).flat();
  const accounts = jobs.map(({ data }) => new Set(data.pushes.map(({ appId }) => appId)));
  t.ok(accounts.every(({ size }) => size === 1));
});

t.test('a wrong secret and a used-up quota are the trouble of one account alone', async t => {
  const { save, startIngress, startWorker, profilesReach, suggestions, queues } = await startAccounts(t, {
    quotas: { '/cgi-bin/user/info': 2 },
  });
  save('shop-secret', 'what-the-shop-had-before');
  const [ingress, worker] = await Promise.all([startIngress(), startWorker()]);
  const follow = async (account: Account, openid: string) => {
    t.match(await answerTo(ingress, account, subscribe(openid)), /200 success|welcome/);
  };
  const followers = (account: Account, count: number) =>
    profilesReach(count, { appId: account.appId, subscribed: true, userInfoAt: { $exists: true } });

  await follow(SHOP, 'oShop');
  await worker.says(new RegExp(`"appId":"${SHOP.appId}".*"errcode":40125`));
  // One by one, so that each is asked for alone.
  for (const number of [1, 2]) {
    await follow(CAFE, `oCafe${number}`);
    await followers(CAFE, number);
  }
  await follow(CAFE, 'oCafe3');
  await worker.says(/"verdict":\{"outcome":"wait".*/, 2);

  for (const number of [1, 2]) {
    await follow(OWN, `oOwn${number}`);
    await followers(OWN, number);
  }
  t.equal(await answerTo(ingress, CAFE, text('oCafe1', '@more cake')), 'the cafe says thanks');
  await until(async () => (await suggestions.countDocuments({ appId: CAFE.appId })) === 1);
  await answerTo(ingress, CAFE, unsubscribe('oCafe1'));
  await profilesReach(1, { appId: CAFE.appId, subscribed: false });
  await until(async () => (await queues.subscribe.getDelayedCount()) === 2);
  const delayed = await queues.subscribe.getDelayed();
  t.strictSame(delayed.map(({ data }) => data.pushes.map(push => push.fromUserName)).sort(), [['oCafe3'], ['oShop']]);
  t.strictSame(
    delayed.map(({ attemptsMade }) => attemptsMade),
    [0, 0],
    'and they have lost no attempt',
  );
  t.notMatch(worker.logged.join('\n'), new RegExp(`"appId":"${OWN.appId}"`));
});
