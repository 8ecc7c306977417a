import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeQueues, openSyncQueues, openSyncStore } from '@wechat-pipeline/jobs';
import { directoryForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { openSyncProgress } from '../src/followers/sync-progress.js';
import { program } from '../src/program.js';
import { runWechat, startWechat } from './run-wechat.js';

const APP_ID = 'wx0123456789abcdef';
const openids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);

/** The command line and its Redis; this test does what the worker does. */
async function setup(t: Test) {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url);
  const queues = openSyncQueues(redis, prefix, () => {});
  t.teardown(async () => {
    await closeQueues(queues);
    redis.disconnect();
  });
  const env = { WECHAT_APP_ID: APP_ID, REDIS_URL: url, QUEUE_PREFIX: prefix };
  const syncs = openSyncStore(redis, prefix);
  return {
    env,
    queues,
    syncs,
    wechat: (args: readonly string[], variables = {}) => runWechat(args, { ...env, ...variables }),
    /** Starts a sync that is watched; the part of it that is its first page. */
    async watched() {
      const running = startWechat(['followers', 'sync'], env);
      await running.wrote(/begun/);
      const sync = (await syncs.read(APP_ID))!.id;
      return { running, part: { appId: APP_ID, sync, page: 1 } };
    },
  };
}

t.test('a sync is started, shown while it goes on or waits, and told when it is over', async t => {
  const { syncs, watched } = await setup(t);
  const { running, part } = await watched();
  await syncs.notePage(part, { openids: openids(150), total: 200, next: 'o149' });
  await running.wrote(/150 of 200 followers listed, 0 refreshed; page 1; begun .*; under way/);
  for (const [batch, count] of [100, 50].entries()) {
    await syncs.noteBatch({ ...part, batch }, { refreshed: count - 1, failed: 1 });
  }
  const until = new Date('2096-10-02T16:00:00Z');
  await syncs.noteWaiting(part, { until, reason: '/cgi-bin/user/get answered 45009: reach max api daily quota limit' });
  await running.wrote(/waits until 2096-10-03 00:00:00 in Shanghai: \/cgi-bin\/user\/get answered 45009/);
  await syncs.notePage({ ...part, page: 2 }, { openids: openids(50), total: 200 });
  await running.wrote(
    /200 followers listed, 148 refreshed, 2 of whom the platform did not tell; page 2; .*; under way/,
  );
  await syncs.noteBatch({ ...part, page: 2, batch: 0 }, { refreshed: 50, failed: 0 });
  const { status, stdout } = await running.ended;
  t.equal(status, 0);
  t.match(stdout, /^200 followers listed, 198 refreshed, 2 of .*; page 2; begun 2.*; finished after \d+ s\n$/);
});

t.test('one that comes to a standstill ends with 1 and its reason, and goes on when it is started again', async t => {
  const { syncs, watched, wechat } = await setup(t);
  const { running, part } = await watched();
  await syncs.noteFailure(part, '/cgi-bin/user/get answered 48001: api unauthorized');
  const ended = await running.ended;
  t.match(ended, { status: 1, stdout: /standstill with page 1: \/cgi-bin\/user\/get answered 48001/ });
  t.match(ended.stderr, /Run it again and it goes on with that page/);
  const again = await wechat(['followers', 'sync', '--detach']);
  t.match(again, { status: 0, stdout: /under way/, stderr: /started before, and goes on/ });
});

t.test('Ctrl-C ends the showing and not the sync', async t => {
  const { syncs, watched, wechat } = await setup(t);
  const { running, part } = await watched();
  running.interrupt();
  t.match(await running.ended, { status: 1, stdout: /under way/, stderr: /workers go on.*--status/ });
  await syncs.notePage(part, { openids: openids(3), total: 3 });
  t.match(await wechat(['followers', 'sync', '--status']), { status: 0, stdout: /^3 followers listed, 0 refreshed/ });
});

t.test('--detach starts it, --status tells scripts how far it is, --restart begins another one', async t => {
  const { queues, syncs, wechat } = await setup(t);
  const none = await wechat(['followers', 'sync', '--status']);
  t.match(none, { status: 1, stdout: '', stderr: /found none: wechat followers sync starts one/ });

  const started = await wechat(['followers', 'sync', '--detach']);
  t.match(started, {
    status: 0,
    stdout: /0 followers listed, .*; under way/,
    stderr: /No worker is there to do it: npm/,
  });
  const { id } = (await syncs.read(APP_ID))!;
  t.match(await queues.sync.getWaiting(), [{ data: { appId: APP_ID, sync: id, page: 1 } }]);
  await syncs.notePage({ appId: APP_ID, sync: id, page: 1 }, { openids: openids(3), total: 9, next: 'o2' });
  const { stdout } = await wechat(['followers', 'sync', '--status', '--json']);
  t.match(JSON.parse(stdout), { appId: APP_ID, status: 'under way', page: 1, total: 9, listed: 3, refreshed: 0 });
  t.notMatch(stdout, /"o\d"/, 'without an OpenID');

  t.match(await wechat(['followers', 'sync', '--detach', '--restart']), { status: 0, stdout: /^0 followers listed/ });
  t.not((await syncs.read(APP_ID))?.id, id);
});

t.test('an account of the account file is synced by its name', async t => {
  const { syncs, wechat } = await setup(t);
  const accountFile = join(await directoryForTest(t, 'account'), 'account.yml');
  const entry = '{ name: shop, appId: wxshop, token: { env: SHOP_TOKEN }, appSecret: { env: SHOP_SECRET } }';
  writeFileSync(accountFile, `accounts:\n  - ${entry}\n`);
  const env = { ACCOUNT_FILE: accountFile, WECHAT_APP_ID: '' };
  t.match(await wechat(['followers', 'sync', '--detach', '--account', 'shop'], env), { status: 0 });
  t.match(await syncs.read('wxshop'), { page: 0 });
  t.match(await wechat(['followers', 'sync', '--detach', '--account', 'other'], env), { status: 1, stderr: /shop/ });
});

t.test('--status starts nothing, and a Redis that is away ends with 1', async t => {
  const { wechat } = await setup(t);
  const args = ['followers', 'sync', '--status', '--detach'];
  await t.rejects(program().parseAsync(args, { from: 'user' }), { exitCode: 2, message: /--status alone/ });
  const away = await wechat(['followers', 'sync'], { REDIS_URL: 'redis://127.0.0.1:1' });
  t.match(away, { status: 1, stderr: /expected Redis at redis:\/\/127\.0\.0\.1:1/ });
});

t.test('on a terminal there is one line, with a bar, as wide as it may be', async t => {
  let [written, now] = ['', 1_000_000];
  const stream = { isTTY: true, columns: 100, write: (text: string) => (written += text) };
  const progress = openSyncProgress(APP_ID, stream, () => now);
  const state = {
    id: 's',
    startedAt: new Date(0),
    page: 0,
    pending: 0,
    after: [''],
    listed: 0,
    refreshed: 0,
    failed: 0,
  };
  progress.show(state);
  now += 10_000;
  progress.show({ ...state, page: 1, total: 20_000, listed: 10_000, refreshed: 4_990, failed: 10 });
  const waiting = { until: new Date(now + 60_000), reason: 'the quota, '.repeat(20) };
  progress.show({ ...state, page: 1, total: 20_000, listed: 10_000, refreshed: 5_000, waiting });
  progress.show({ ...state, page: 2, total: 20_000, listed: 20_000, refreshed: 20_000, finishedAt: new Date(now) });
  progress.end();
  const lines = written.split('\r\u001b[K').slice(1);
  t.match(lines, [
    '░░░░░░░░░░░░░░░░░░░░░░░░   0 % · asking for the list · refreshed 0',
    '██████░░░░░░░░░░░░░░░░░░  25 % · listed 10,000 of 20,000 · refreshed 4,990 · failed 10 · 500/s',
    /^██████░.* waits until/,
    '████████████████████████ 100 % · listed 20,000 of 20,000 · refreshed 20,000\n',
  ]);
  t.ok(lines.every(line => line.trimEnd().length < 100));
});
