import { click, scan } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startHandlers } from './start-handlers.js';

t.test(
  'a worker that is killed, or that a handler ends, is replaced, and what it had in hand is done again',
  async t => {
    const { startIngress, startWorker, notes, queue } = await startHandlers(t, {
      'click.js': `export default ({ signal }) => {
      note('click');
      return noted('click') > 1 ? note('click done') : new Promise(() => {});
    };`,
      'scan.js': `export default () => {
      note('scan');
      if (noted('scan') === 1) process.exit(7);
      note('scan done');
    };`,
    });
    const [{ pusher }, killed] = [await startIngress(), await startWorker()];
    await pusher.push(click('oFollower', 'HELP'));
    await notes('click');
    killed.process.kill('SIGKILL');
    t.match(await killed.process.exited, { signal: 'SIGKILL' });

    const ended = await startWorker();
    await pusher.push(scan('oFollower', 'summer'));
    t.match(await ended.process.exited, { code: 7 });

    await startWorker();
    await Promise.all([notes('click done'), notes('scan done')]);
    t.equal(await queue.getFailedCount(), 0);
  },
);
