import t from 'tap';
import { parseSince } from '../src/suggestions/since.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');

t.test('since when is a day in Shanghai, a moment, or so long ago', async t => {
  for (const [text, moment] of [
    ['2026-11-01', '2026-10-31T16:00:00.000Z'],
    ['2026-11-01T08:00+08:00', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T08:00:30Z', '2026-11-01T08:00:30.000Z'],
    ['30m', '2026-11-24T11:30:00.000Z'],
    ['12h', '2026-11-24T00:00:00.000Z'],
    ['7d', '2026-11-17T12:00:00.000Z'],
    ['2w', '2026-11-10T12:00:00.000Z'],
  ] as const) {
    t.equal(parseSince(text, NOW).toISOString(), moment, text);
  }
});

t.test('anything else is not understood', async t => {
  const refused = { name: 'Failure', exitCode: 2, message: /^expected --since to be a day such as 2026-11-01 / };
  for (const text of ['', 'yesterday', '7', 'd', '-7d', '7y', '9999999d', '2026-11', '2026-02-30', '2026-13-01']) {
    t.throws(() => parseSince(text, NOW), refused, text);
  }
  for (const text of ['2026-11-01T08:00', '2026-11-01T25:00Z', '2026-11-01 08:00Z', '1795305600']) {
    t.throws(() => parseSince(text, NOW), refused, text);
  }
});
