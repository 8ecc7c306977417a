import { writeFileSync } from 'node:fs';
import { createPusher, subscribe, text, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { type Account, answerTo, CAFE, CAFE_ENTRY, FILE, OWN, SHOP, startAccounts } from './start-accounts.js';
import { until } from './start-pipeline.js';

const READ_AGAIN = /account file read again/;

t.test('the jobs of an account that is taken out of the file wait, and are done when it is put back', async t => {
  const { save, startIngress, startWorker, profiles, profilesReach, suggestions, queues } = await startAccounts(t);
  const [ingress, before] = await Promise.all([startIngress(), startWorker()]);
  await answerTo(ingress, CAFE, subscribe('oLeaver'));
  await answerTo(ingress, CAFE, text('oLeaver', '@more cake'));
  await profilesReach(1, { openid: 'oLeaver', subscribed: true });
  await until(async () => (await suggestions.countDocuments({ openid: 'oLeaver' })) === 1);
  t.equal(await before.terminate(), 0);
  await answerTo(ingress, CAFE, subscribe('oComer'));
  await answerTo(ingress, CAFE, unsubscribe('oLeaver'));

  save('account.yml', FILE.replace(CAFE_ENTRY, ''));
  await ingress.says(READ_AGAIN);
  t.equal(await answerTo(ingress, CAFE, text('oComer', 'hello')), '404 Not Found');
  const worker = await startWorker();
  await worker.says(
    new RegExp(
      `expected the account ${CAFE.appId} in the environment or in ACCOUNT_FILE, found none: put it back, or remove its jobs; they wait`,
    ),
  );
  await profilesReach(1, { openid: 'oLeaver', subscribed: false });
  await until(async () => (await suggestions.countDocuments()) === 0);
  await answerTo(ingress, SHOP, subscribe('oOther'));
  await profilesReach(1, { openid: 'oOther', subscribed: true });
  await until(async () => (await queues.subscribe.getDelayedCount()) === 1);
  t.match(await queues.subscribe.getDelayed(), [{ attemptsMade: 0 }]);
  t.equal(await profiles.countDocuments({ openid: 'oComer' }), 0);

  save('account.yml', FILE);
  await Promise.all([worker.says(READ_AGAIN), ingress.says(READ_AGAIN, 2)]);
  t.equal(await answerTo(ingress, CAFE, text('oComer', 'hello')), 'the default of the cafe');
  // Else it would be ten minutes until it comes back by itself.
  await queues.subscribe.promoteJobs();
  await profilesReach(1, { openid: 'oComer', subscribed: true });
  t.equal(await queues.subscribe.getFailedCount(), 0);
});

t.test('while the file is edited under load no push is refused', async t => {
  const { save, path, startIngress, startWorker, profilesReach } = await startAccounts(t);
  const [ingress] = await Promise.all([startIngress(), startWorker()]);
  const wrong: string[] = [];
  const followed: string[] = [];
  let isOver = false;
  async function pushOn(account: Account): Promise<void> {
    const pusher = createPusher({ ...account, url: ingress.url + account.path, tries: 1 });
    for (let count = 0; !isOver; count += 1) {
      const openid = `o${account.path.slice(1)}-${count}`;
      for (const fields of [subscribe(openid), text(openid, '@more')]) {
        const { answer, delivered } = await pusher.push(fields);
        if (!delivered) wrong.push(`${account.path}: ${answer?.status} ${answer?.body}`);
      }
      followed.push(openid);
    }
  }
  const pushing = Promise.all([OWN, SHOP, CAFE].map(pushOn));
  /** How many had followed after each edit. */
  const counts = [0];

  save('account.yml', FILE.replace('our own menu', 'our new menu'));
  await ingress.says(READ_AGAIN);
  counts.push(followed.length);
  t.equal(await answerTo(ingress, OWN, text('oOne', 'menu')), 'our new menu');
  writeFileSync(path, `${FILE}\n  - nonsense`);
  await ingress.says(/account file cannot be used; what it said before goes on/);
  counts.push(followed.length);
  // In its place, as many editors do.
  writeFileSync(path, FILE.replace('the menu of the shop', 'the new menu of the shop'));
  await ingress.says(READ_AGAIN, 2);
  counts.push(followed.length);
  t.equal(await answerTo(ingress, SHOP, text('oOne', 'menu')), 'the new menu of the shop');
  isOver = true;
  await pushing;
  t.strictSame(wrong, []);
  t.strictSame(counts, [...new Set(counts)], 'each time there was load');
  await profilesReach(followed.length, { openid: { $in: followed }, subscribed: true });
});
