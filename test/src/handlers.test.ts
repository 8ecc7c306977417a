import { click, event, subscribe, text, unsubscribe } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startHandlers } from './start-handlers.js';
import { until } from './start-pipeline.js';

t.test('a handler runs once for a push, whatever is delivered again, after our own work on it', async t => {
  const source = 'export default ({ push, profile }) => note([push.kind, profile?.remark ?? "nobody"].join(" "));';
  const { platform, startIngress, startWorker, notes, journal, queue } = await startHandlers(t, {
    'subscribe.js': source,
    'unsubscribe.js': source,
    'click.mjs': source,
    'unknown.js': 'export default ({ push }) => note([push.event, push.fields.Colour].join(" "));',
  });
  platform.follow('oFollower', { remark: 'regular' });
  const [{ pusher }] = [await startIngress(), await startWorker()];
  const pushes = [
    [subscribe('oFollower'), 'subscribe regular'],
    [click('oFollower', 'HELP'), 'click regular'],
    [event('oFollower', 'of_tomorrow', { Colour: 'red' }), 'of_tomorrow red'],
    [unsubscribe('oFollower'), 'unsubscribe nobody'],
  ] as const;
  for (const [fields, noted] of pushes) {
    t.match(await pusher.push(fields), { answer: { status: 200, body: 'success' } });
    await notes(noted);
    t.match(await pusher.push(fields), { answer: { status: 200, body: 'success' } }, 'delivered again');
  }
  await pusher.push(text('oFollower', 'for which there is no module'));
  await pusher.push(event('oFollower', 'of_tomorrow', { Colour: 'blue' }));
  await notes('of_tomorrow blue');
  t.strictSame(journal(), [...pushes.map(([, noted]) => noted), 'of_tomorrow blue']);
  t.equal(await queue.getCompletedCount(), journal().length);
});

t.test('what fails three times and then does not is done, with the same push id each time', async t => {
  const { startIngress, startWorker, tryAgain, notes, journal, queue } = await startHandlers(t, {
    'click.js': `export default ({ pushId }) => {
      note(pushId);
      if (noted(pushId) < 4) throw new Error('not yet');
      note('done');
    };`,
  });
  const [{ pusher }] = [await startIngress(), await startWorker()];
  await pusher.push(click('oFollower', 'HELP'));
  for (let attempt = 1; attempt <= 3; attempt += 1) await tryAgain(1);
  await notes('done');
  t.equal(new Set(journal()).size, 2);
  t.equal(journal().length, 5);
  t.equal(await queue.getFailedCount(), 0);
});

t.test('what always fails lies in the failed set with its reason, and holds up nobody', async t => {
  const { startIngress, startWorker, tryAgain, notes, queue } = await startHandlers(t, {
    'click.js': `export default async ({ push }) => {
      if (push.eventKey === 'STRANGE') throw new Error('there is no such button');
      note(push.eventKey);
    };`,
  });
  const [{ pusher }, worker] = [await startIngress(), await startWorker()];
  await pusher.push(click('oFollower', 'STRANGE'));
  for (let attempt = 1; attempt < 5; attempt += 1) {
    await pusher.push(click('oFollower', `GOOD${attempt}`));
    await notes(`GOOD${attempt}`);
    await tryAgain(1);
  }
  await until(async () => (await queue.getFailedCount()) === 1);
  t.match(await queue.getFailed(), [{ name: 'click', failedReason: 'there is no such button', attemptsMade: 5 }]);
  await worker.says(/job failed for good.*/);
  t.match(
    worker.logged.join('\n'),
    /"stack":"Error: there is no such button\\n +at .*click\.js:/,
    'where it was thrown',
  );
  t.notMatch(worker.logged.join('\n'), /STRANGE|oFollower/, 'nothing of the push');
});

t.test('a worker that is told to stop hands on what breaks off, with no attempt lost', async t => {
  const { startIngress, startWorker, notes, queue } = await startHandlers(t, {
    'click.js': `export default async ({ signal }) => {
      note('begun');
      if (noted('begun') === 1) await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      note('done');
    };`,
  });
  const [{ pusher }, worker] = [await startIngress(), await startWorker()];
  await pusher.push(click('oFollower', 'HELP'));
  await notes('begun');
  t.equal(await worker.terminate(), 0);
  t.match(await queue.getDelayed(), [{ attemptsMade: 0 }]);
  await startWorker();
  await notes('done');
});

t.test('a promise that nobody awaits ends the worker in order when it is rejected', async t => {
  const { startIngress, startWorker, notes, queue } = await startHandlers(t, {
    'click.js': `export default ({ push }) => {
      if (push.eventKey === 'FORGET') void Promise.reject(new Error('forgotten'));
      note(push.eventKey);
    };`,
  });
  const [{ pusher }, worker] = [await startIngress(), await startWorker()];
  await pusher.push(click('oFollower', 'FORGET'));
  t.match(await worker.process.exited, { code: 1 });
  t.match(worker.logged.join('\n'), /"level":"fatal".*"message":"forgotten".*click\.js/);
  await startWorker();
  await pusher.push(click('oFollower', 'HELP'));
  await notes('HELP');
  t.equal(await queue.getFailedCount(), 0);
});
