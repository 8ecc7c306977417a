import t from 'tap';
import { createReceptionClock } from '../src/reception-clock.js';

t.test('pushes of one follower get times that grow, also within a millisecond', async t => {
  let now = 1_000;
  const receivedAt = createReceptionClock(() => now);
  t.strictSame([receivedAt('a'), receivedAt('a'), receivedAt('b'), receivedAt('a')], [1_000, 1_001, 1_000, 1_002]);
  now = 1_001;
  t.strictSame([receivedAt('a'), receivedAt('b')], [1_003, 1_001]);
  now = 2_000;
  t.strictSame([receivedAt('a'), receivedAt('b')], [2_000, 2_000]);
});

t.test('a clock that is set back does not turn the order around within a millisecond', async t => {
  let now = 1_000;
  const receivedAt = createReceptionClock(() => now);
  const first = receivedAt('a');
  now = 999;
  t.ok(receivedAt('a') > first);
});
