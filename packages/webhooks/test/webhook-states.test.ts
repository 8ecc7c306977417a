import { redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t, { type Test } from 'tap';
import { openWebhookStates, type Patience } from '../src/index.js';

const HOUR = 3_600_000;
const PATIENCE: Patience = { retryPauses: [], breakAfter: 3, breakPauses: [1_000, 5_000], goneAfter: 24 * HOUR };
const CRM = { appId: 'wx1', name: 'crm' };
const REFUSED = { reason: 'expected an answer with status 2xx, got 500', isGone: false };

/** An endpoint's state, and a clock that stands still. */
async function setup(t: Test) {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url);
  t.teardown(async () => redis.disconnect());
  const clock = { now: Date.parse('2026-11-24T08:00:00Z') };
  const states = openWebhookStates(redis, prefix, PATIENCE, () => clock.now);
  return {
    clock,
    states,
    admit: () => states.admit(CRM, 15_000),
    async fail(times = 1, failure: Parameters<typeof states.noteFailure>[1] = REFUSED) {
      let consequence = await states.noteFailure(CRM, failure);
      for (let made = 1; made < times; made += 1) consequence = await states.noteFailure(CRM, failure);
      return consequence;
    },
  };
}

t.test('an endpoint that fails too often in a row is paused, for longer each time', async t => {
  const { clock, admit, fail } = await setup(t);
  t.strictSame(await admit(), { verdict: 'send' });
  t.strictSame(await fail(2), { kind: 'none' });
  t.strictSame(await admit(), { verdict: 'send' });
  t.strictSame(await fail(), { kind: 'paused', milliseconds: 1_000, failures: 3 });
  t.strictSame(await fail(2), { kind: 'none' }, 'what was in flight makes the pause no longer');
  t.strictSame(await admit(), { verdict: 'wait', milliseconds: 1_000 });
  for (const milliseconds of [5_000, 5_000]) {
    clock.now += milliseconds;
    t.strictSame(await admit(), { verdict: 'send' });
    t.match(await fail(), { kind: 'paused', milliseconds });
  }
});

t.test('after a pause one delivery is sent to see, and the others wait for what becomes of it', async t => {
  const { clock, admit, fail, states } = await setup(t);
  await fail(3);
  clock.now += 1_000;
  t.strictSame(await admit(), { verdict: 'send' });
  t.strictSame(await admit(), { verdict: 'wait', milliseconds: 1_000 });
  t.equal(await states.noteSuccess(CRM), true);
  for (const _ of [1, 2, 3]) t.strictSame(await admit(), { verdict: 'send' });
  t.equal(await states.noteSuccess(CRM), false, 'that it was paused is told once');
  t.strictSame(await fail(2), { kind: 'none' }, 'and failures are counted anew');
});

t.test('if nobody tells what became of it another one is sent', async t => {
  const { clock, admit, fail } = await setup(t);
  await fail(3);
  clock.now += 1_000;
  await admit();
  clock.now += 15_000;
  t.strictSame(await admit(), { verdict: 'send' });
  t.match(await admit(), { verdict: 'wait' });
});

t.test('an endpoint that asks for it is left alone', async t => {
  const { clock, admit, fail } = await setup(t);
  t.strictSame(await fail(1, { ...REFUSED, retryAfter: 60_000 }), {
    kind: 'paused',
    milliseconds: 60_000,
    failures: 1,
  });
  t.strictSame(await fail(1, { ...REFUSED, retryAfter: 30_000 }), { kind: 'none' });
  t.strictSame(await admit(), { verdict: 'wait', milliseconds: 60_000 });
  clock.now += 60_000;
  for (const _ of [1, 2]) t.strictSame(await admit(), { verdict: 'send' }, 'then all are sent');
});

t.test('an endpoint that says that it is gone is gone, until somebody says otherwise', async t => {
  const { clock, admit, fail, states } = await setup(t);
  const gone = { reason: 'expected an answer with status 2xx, got 410', isGone: true };
  t.strictSame(await fail(1, gone), { kind: 'gone' });
  t.strictSame(await fail(1, gone), { kind: 'none' }, 'which is told once');
  clock.now += 100 * HOUR;
  t.strictSame(await admit(), { verdict: 'gone' });
  t.match(await states.read(CRM), { goneAt: new Date('2026-11-24T08:00:00Z'), lastFailure: { reason: /got 410$/ } });
  await states.reset(CRM);
  t.strictSame(await admit(), { verdict: 'send' });
  t.strictSame(await states.read(CRM), { failures: 0 });
});

t.test('so is one that has taken nothing for a day, though it was asked often enough', async t => {
  const { clock, admit, fail, states } = await setup(t);
  await fail();
  clock.now += 25 * HOUR;
  t.strictSame(await fail(), { kind: 'none' }, 'who is sent little is not gone after two failures');
  t.strictSame(await fail(), { kind: 'gone' });
  t.strictSame(await admit(), { verdict: 'gone' });
  await states.reset(CRM);

  await fail(3);
  clock.now += 23 * HOUR;
  await states.noteSuccess(CRM);
  await fail();
  clock.now += 2 * HOUR;
  t.match(await fail(2), { kind: 'paused' }, 'a success begins the day anew');
});

t.test('each endpoint of each account has a state of its own, and is remembered', async t => {
  const { fail, states } = await setup(t);
  await fail(3);
  for (const other of [
    { appId: 'wx2', name: 'crm' },
    { appId: 'wx1', name: 'shop' },
  ]) {
    t.strictSame(await states.admit(other, 1), { verdict: 'send' });
    t.strictSame(await states.read(other), { failures: 0 });
    await states.register(other);
  }
  await states.register(CRM);
  await states.register(CRM);
  t.strictSame(await states.registered('wx1'), ['crm', 'shop']);
  t.match(await states.read(CRM), {
    failures: 3,
    failingSince: new Date('2026-11-24T08:00:00Z'),
    lastFailure: { at: new Date('2026-11-24T08:00:00Z'), reason: REFUSED.reason },
    pausedUntil: new Date('2026-11-24T08:00:01Z'),
  });
});
