import { ERROR_POLICY } from '@wechat-pipeline/wechat-core';
import type { Job } from 'bullmq';
import t, { type Test } from 'tap';
import { subscribePush } from './job-push.js';
import { startWorking, type Working } from './start-working.js';

const PATH = '/cgi-bin/user/info';

/** What becomes of a job whose call of user/info is answered with an errcode, as long as nobody mends it. */
interface Fate {
  /** How long the job waits before it is tried again for the first time, in milliseconds; without it, it is not. */
  readonly waits?: readonly [least: number, most: number];
  /** After how many attempts it has failed for good, with its reason; without it, never. */
  readonly attempts?: number;
  /** What is written of the follower; nothing, but for who does not follow. */
  readonly writes?: 'tombstone';
  readonly isAlarm?: true;
}

const DAY = 86_400_000;

const BUSY: Fate = { waits: [2_000, 4_000], attempts: 5 };
const UNKNOWN: Fate = { waits: [2_000, 4_000], attempts: 2 };
const FAILS: Fate = { attempts: 1 };
const FAILS_AND_ALARMS: Fate = { attempts: 1, isAlarm: true };
const UNFOLLOWED: Fate = { writes: 'tombstone' };
const ACCOUNT: Fate = { waits: [60_000, 75_000], isAlarm: true };
const ADDRESS: Fate = { waits: [600_000, 660_000], isAlarm: true };

const FATES: readonly (readonly [fate: Fate, ...errcodes: number[]])[] = [
  [BUSY, -1],
  [UNKNOWN, 1, 39_999, 50_003, 70_000, 99_999],
  // refused with a new token, too
  [FAILS_AND_ALARMS, 40001, 40014, 42001],
  [FAILS, 41001],
  // also the answer to another account's AppID, so that nothing is written
  [FAILS, 40003, 46004, 40031],
  [UNFOLLOWED, 43004, 50005],
  [ACCOUNT, 40013, 40125, 41002, 41004, 40243, 50004, 50007, 61003, 61007, 61023, 61024],
  [ADDRESS, 40164, 89501, 89503, 89506, 89507, 61004],
  [{ waits: [1, DAY + 60_000] }, 45009],
  [FAILS, 40029, 42003, 40163, 40030, 42002, 42007],
  [FAILS, 43019, 50002, 45015, 45047, 48002, 45065, 45066, 45067, 48006],
  [FAILS_AND_ALARMS, 48001, 48003, 48004, 48008, 50001],
  [FAILS, ...range(65301, 65320)],
  [FAILS, 40000, 49999, 60000, 69999],
  // the last, since it slows down whatever comes after
  [{ waits: [60_000, 93_750] }, 45011],
];

/** Each errcode that the policy names, a range of menus' whole, of the ranges that catch the rest both ends. */
const NAMED = ERROR_POLICY.flatMap(({ errcodes }) =>
  errcodes.flatMap(entry =>
    typeof entry === 'number' ? [entry] : entry[1] - entry[0] < 100 ? range(entry[0], entry[1]) : [...entry],
  ),
);

t.test('each errcode of the policy has its fate here', async t => {
  const told = FATES.flatMap(([, ...errcodes]) => errcodes);
  t.strictSame(
    NAMED.filter(errcode => !told.includes(errcode)),
    [],
  );
  t.equal(new Set(told).size, told.length, 'and one only');
});

t.test('what becomes of a job, errcode by errcode', async t => {
  const working = await startWorking(t, { autoFollow: true });
  for (const [fate, ...errcodes] of FATES) {
    for (const errcode of errcodes) await t.test(`${errcode}`, t => meetsItsFate(t, working, errcode, fate));
  }
});

async function meetsItsFate(t: Test, working: Working, errcode: number, fate: Fate): Promise<void> {
  const { platform, api, queues, settled, profile, logged } = working;
  const openid = `o${errcode}`;
  // The next token is a new one, so that it is refused as such.
  platform.revokeToken();
  const remove = platform.faults.add({ path: PATH, kind: 'errcode', errcode });
  const loggedBefore = logged.length;
  const alarmsBefore = await alarms(working, errcode);
  const job = await queues.subscribe.add('subscribe', { pushes: [subscribePush(openid)] });

  let state = await settled(job);
  for (let attempt = 1; attempt < (fate.attempts ?? 1); attempt += 1) {
    t.equal(state, 'delayed');
    t.ok(
      await waitsFor(working, job, fate, 2 ** (attempt - 1)),
      'it waits for its next attempt, each time twice as long',
    );
    t.equal((await reload(working, job)).attemptsMade, attempt);
    await (await reload(working, job)).promote();
    state = await settled(job);
  }
  const { attemptsMade, failedReason } = await reload(working, job);
  if (fate.attempts !== undefined) {
    t.equal(state, 'failed');
    t.equal(attemptsMade, fate.attempts);
    t.match(failedReason, new RegExp(`^${PATH} answered ${errcode} \\(rid [\\w-]+\\): \\S`), 'its reason is kept');
  } else if (fate.waits) {
    t.equal(state, 'delayed');
    t.ok(await waitsFor(working, job, fate), `it waits, for ${(await reload(working, job)).delay} ms`);
    t.equal(attemptsMade, 0, 'and has lost no attempt');
  } else {
    t.equal(state, 'completed');
  }

  const written = await profile(openid);
  if (fate.writes === 'tombstone') t.match(written, { openid, subscribed: false, purgeAt: Date });
  else t.equal(written, null, 'nothing is written of the follower');

  const told = logged.slice(loggedBefore).join('');
  if (fate.writes === undefined) t.match(told, new RegExp(`answered ${errcode} \\(rid \\w+-`), 'the log tells the rid');
  t.equal((await alarms(working, errcode)) - alarmsBefore, fate.isAlarm ? 1 : 0, 'alarms');
  t.equal(/"level":"error".*"errcode":/.test(told), fate.isAlarm ?? false);

  remove();
  await api.gate.lift();
  await (await reload(working, job)).remove();
}

async function reload({ queues }: Working, { id }: Job): Promise<Job> {
  const job = await queues.subscribe.getJob(id!);
  if (!job) throw new Error(`expected job ${id}, got none`);
  return job;
}

/** BullMQ takes off what has passed since the time was set. */
async function waitsFor(working: Working, job: Job, { waits = [0, 0] }: Fate, times = 1): Promise<boolean> {
  const { delay } = await reload(working, job);
  return delay > waits[0] * times - 1_000 && delay <= waits[1] * times;
}

async function alarms({ metrics }: Working, errcode: number): Promise<number> {
  const line = new RegExp(`^wechat_alarms_total\\{errcode="${errcode}"\\} (\\d+)$`, 'm');
  return Number(line.exec(await metrics.registry.metrics())?.[1] ?? 0);
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
