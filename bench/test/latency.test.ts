import t from 'tap';
import { latencySample, shortfall } from '../src/latency-sample.js';
import { poissonSchedule } from '../src/poisson-schedule.js';
import { quantile } from '../src/statistics.js';

t.test('a quantile is one of the values: the least that so many do not exceed', async t => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  t.strictSame(
    [0, 0.5, 0.99, 0.999, 1].map(share => quantile(values, share)),
    [1, 100, 198, 200, 200],
  );
  t.equal(quantile([7], 0.99), 7);
  t.equal(quantile([3, 1, 2], 0.5), 2);
});

t.test('a schedule has about as many sends as it should, in their order, with gaps as chance has them', async t => {
  const schedule = poissonSchedule(2_000, 10, 1);
  t.ok(Math.abs(schedule.length - 20_000) < 4 * Math.sqrt(20_000), `${schedule.length}`);
  const gaps = schedule.map((at, index) => at - (schedule[index - 1] ?? 0));
  t.ok(gaps.every(gap => gap > 0));
  t.ok(schedule.at(-1)! < 10_000);
  const longerThanMean = gaps.filter(gap => gap > 0.5).length / gaps.length;
  t.ok(Math.abs(longerThanMean - Math.exp(-1)) < 0.02, 'even ones would be half');
});

t.test('the same seed makes the same schedule, another one another', async t => {
  t.strictSame(poissonSchedule(100, 1, 7), poissonSchedule(100, 1, 7));
  t.not(poissonSchedule(100, 1, 7)[0], poissonSchedule(100, 1, 8)[0]);
});

t.test(
  'a latency counts from when the send was due, and what is done later than the schedule lasts was not kept up with',
  async t => {
    const sends = { schedule: [0, 250, 500, 750], done: [10, 260, 530, 1_750], late: [0, 0, 0, 5], seconds: 1 };
    const sample = { ...latencySample(sends), cpu: {} };
    t.strictSame(sample.others, {
      'offered/s': 4,
      'p50 ms': 10,
      'p99 ms': 1_000,
      'p99.9 ms': 1_000,
      'generator late p99 ms': 5,
    });
    t.equal(sample.perSecond, 3);
    t.match(
      shortfall('ingress', [sample]),
      /^ingress did not keep up: 75 % of what was offered was done in the worst round/,
    );
    t.equal(shortfall('ingress', [{ ...sample, perSecond: 3.9 }]), undefined);
  },
);
