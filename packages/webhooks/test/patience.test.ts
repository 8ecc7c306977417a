import t from 'tap';
import { PATIENCE, retryPause } from '../src/index.js';

const HOUR = 3_600_000;

t.test('a delivery is tried again over a day, after pauses that grow', async t => {
  const { retryPauses } = PATIENCE;
  const shortest = retryPauses.map((_, index) => retryPause(index + 1, PATIENCE, 0, () => 0));
  const longest = retryPauses.map((_, index) => retryPause(index + 1, PATIENCE, 0, () => 1));
  t.strictSame(
    shortest,
    [...shortest].sort((a, b) => a - b),
  );
  const hours = (pauses: readonly number[]) => pauses.reduce((sum, pause) => sum + pause, 0) / HOUR;
  t.ok(hours(shortest) > 23.8 && hours(longest) < 29, `${hours(shortest)} to ${hours(longest)} hours`);
});

t.test('a pause is as long as the endpoint asks for, if that is longer', async t => {
  t.equal(
    retryPause(1, PATIENCE, HOUR, () => 0),
    HOUR,
  );
  t.equal(
    retryPause(11, PATIENCE, HOUR, () => 0),
    10 * HOUR,
  );
});
