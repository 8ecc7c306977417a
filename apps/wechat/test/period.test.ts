import t from 'tap';
import { daysOf, readPeriod } from '../src/pages/period.js';

/** 08:00 on the 25th in Shanghai. */
const NOW = Date.parse('2026-11-25T00:00:00Z');
const LATE_ON_THE_24TH = Date.parse('2026-11-24T15:59:59Z');

t.test('a period is whole days of Shanghai, the last one included', async t => {
  for (const [typed, since, until] of [
    [{}, '2026-10-27', '2026-11-25'],
    [{ since: '1d' }, '2026-11-25', '2026-11-25'],
    [{ since: '2w' }, '2026-11-12', '2026-11-25'],
    [{ since: '2026-11-01' }, '2026-11-01', '2026-11-25'],
    [{ since: '7d', until: '2026-03-01' }, '2026-02-23', '2026-03-01'],
    [{ until: '2026-10-31' }, '2026-10-02', '2026-10-31'],
    [{ since: '2026-11-25', until: '2026-11-25' }, '2026-11-25', '2026-11-25'],
    [{ since: '400d' }, '2025-10-22', '2026-11-25'],
    [{ since: '2025-10-22' }, '2025-10-22', '2026-11-25'],
  ] as const) {
    t.strictSame(readPeriod(typed, NOW), { since, until }, JSON.stringify(typed));
  }
  t.match(readPeriod({ since: '1d' }, LATE_ON_THE_24TH), { since: '2026-11-24', until: '2026-11-24' });
  t.match(readPeriod({ since: '1d' }, LATE_ON_THE_24TH + 1_000), { since: '2026-11-25', until: '2026-11-25' });
});

t.test('anything else is not understood', async t => {
  const refused: readonly (readonly [typed: { since?: string; until?: string }, message: RegExp])[] = [
    ...['', 'yesterday', '0d', '7', '-7d', '12h', '7D', '1000d', '2026-11', '2026-02-30'].map(
      since => [{ since }, /^expected --since to be a day such as 2026-11-01 .*; got /] as const,
    ),
    [{ since: '2026-11-01T08:00+08:00' }, /^expected --since to be a day /],
    ...['', 'today', '7d', '2026-02-30', '2026-11-26'].map(
      until =>
        [{ until }, /^expected --until to be a day that has begun in Asia\/Shanghai, such as 2026-11-25; got/] as const,
    ),
    [
      { since: '2026-11-02', until: '2026-11-01' },
      /^expected --since to be no later than --until, 2026-11-01; got 2026-11-02$/,
    ],
    [{ since: '2026-11-26' }, /^expected --since to be no later/],
    [{ since: '401d' }, /^expected --since to be 2025-10-22 or later, as visits are kept for 400 days; got 401d$/],
    [{ since: '2025-10-21' }, /2025-10-22 or later/],
  ];
  for (const [typed, message] of refused) {
    t.throws(() => readPeriod(typed, NOW), { name: 'Failure', exitCode: 2, message }, JSON.stringify(typed));
  }
});

t.test('its days are all of them, over the ends of months and leap days', async t => {
  t.strictSame(daysOf({ since: '2028-02-27', until: '2028-03-01' }), [
    '2028-02-27',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
  t.strictSame(daysOf({ since: '2026-11-01', until: '2026-11-01' }), ['2026-11-01']);
});
