import t from 'tap';
import {
  ERROR_POLICY,
  type ErrorAction,
  errorAction,
  isAlarming,
  pauseMilliseconds,
  untilMidnightInShanghai,
} from '../src/index.js';

t.test('each errcode has the action that the policy gives it', async t => {
  const expected: readonly [ErrorAction, ...number[]][] = [
    ['retry', -1],
    ['retry-once', 1, 39_999, 50_000, 70_000, 99_999, Number.NaN],
    ['refresh-token', 40001, 40014, 42001],
    ['not-follower', 40003, 46004, 40031],
    ['unfollowed', 43004, 50005],
    ['pause-account', 40013, 40125, 41002, 41004, 40243, 50004, 50007, 61003, 61007, 61023, 61024],
    ['pause-address', 40164, 89501, 89503, 89506, 89507, 61004],
    ['pause-day', 45009],
    ['pause-minute', 45011],
    ['restart-oauth', 40029, 42003, 40163, 40030, 42002, 42007],
    ['give-up', 43019, 45015, 45047, 48002, 48006, 50002, 45066, 45067],
    ['done', 45065],
    ['fail', 41001, 40033, 40035, 44002, 47001, 48001, 48003, 48004, 48008, 50001, 65301, 65320, 40999, 61999],
  ];
  for (const [action, ...errcodes] of expected) {
    for (const errcode of errcodes) t.equal(errorAction(errcode), action, String(errcode));
  }
});

t.test('no errcode stands in two rows, but for the ranges that catch the rest', async t => {
  const errcodes = ERROR_POLICY.flatMap(row => row.errcodes.filter(entry => typeof entry === 'number'));
  t.equal(new Set(errcodes).size, errcodes.length);
});

t.test('a day of the platform ends at midnight in Shanghai', async t => {
  t.equal(untilMidnightInShanghai(Date.parse('2026-11-22T23:59:59+08:00')), 1_000);
  t.equal(untilMidnightInShanghai(Date.parse('2026-11-22T00:00:00+08:00')), 86_400_000);
  t.equal(untilMidnightInShanghai(Date.parse('2026-11-22T12:00:00Z')), 4 * 3_600_000);
});

t.test('where the AppSecret is asked for, an invalid credential is a wrong secret', async t => {
  for (const path of [
    '/cgi-bin/token',
    '/cgi-bin/stable_token',
    '/cgi-bin/clear_quota/v2',
    '/sns/oauth2/access_token',
  ]) {
    t.equal(errorAction(40001, path), 'pause-account', path);
  }
  for (const path of ['/cgi-bin/user/info', '/sns/userinfo']) t.equal(errorAction(40001, path), 'refresh-token', path);
});

t.test('a person is told of what does not pass by itself, and of nothing else', async t => {
  for (const errcode of [40001, 40013, 40125, 40164, 40243, 48001, 50007, 61004, 61024, 89503]) {
    t.ok(isAlarming(errcode), String(errcode));
  }
  for (const errcode of [-1, 0, 1, 40003, 41001, 43004, 45009, 45011, 45015, 47001, 65301]) {
    t.notOk(isAlarming(errcode), String(errcode));
  }
});

t.test('an API is left alone as long as its answer asks for, and for no other answer', async t => {
  const noon = Date.parse('2026-11-22T12:00:00+08:00');
  t.equal(pauseMilliseconds('pause-day', noon), 12 * 3_600_000);
  t.equal(pauseMilliseconds('pause-account', noon), 60_000);
  t.equal(pauseMilliseconds('pause-address', noon), 600_000);
  const minute = pauseMilliseconds('pause-minute', noon)!;
  t.ok(minute >= 60_000 && minute <= 75_000, `${minute} ms`);
  for (const { action } of ERROR_POLICY) {
    if (!action.startsWith('pause-')) t.equal(pauseMilliseconds(action), undefined, action);
  }
});

t.test('a quota that is used up within a minute after midnight is the old day’s: clocks differ', async t => {
  t.equal(pauseMilliseconds('pause-day', Date.parse('2026-11-22T23:59:58+08:00')), 2_000);
  t.equal(pauseMilliseconds('pause-day', Date.parse('2026-11-23T00:00:00+08:00')), 60_000);
  t.equal(pauseMilliseconds('pause-day', Date.parse('2026-11-23T00:00:59.999+08:00')), 60_000);
  t.equal(pauseMilliseconds('pause-day', Date.parse('2026-11-23T00:01:00+08:00')), 86_340_000);
});
