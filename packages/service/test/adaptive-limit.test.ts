import t from 'tap';
import { createAdaptiveLimit, type Ending } from '../src/index.js';

function setup(most = 10) {
  let time = 0;
  const limit = createAdaptiveLimit({ most, patienceMilliseconds: 100, now: () => time });
  /** So many calls, one after the other, that take so long. */
  function call(milliseconds: number, { times = 1, ending = 'answered' as Ending, load = 'batch' } = {}): void {
    for (let call = 0; call < times; call += 1) {
      const end = limit.begin(load);
      time += milliseconds;
      end(ending);
      time += 1;
    }
  }
  return { limit, call, pass: (milliseconds: number) => (time += milliseconds) };
}

t.test('without trouble the limit is the most', t => {
  const { limit, call } = setup();
  call(60, { times: 100 });
  t.equal(limit.current, 10);
  t.end();
});

t.test('trouble cuts it, down to one, and each limit’s worth of good calls raises it by one', t => {
  const { limit, call } = setup();
  call(60, { ending: 'trouble' });
  t.equal(limit.current, 7);
  call(60, { ending: 'trouble', times: 50 });
  t.equal(limit.current, 1);
  call(60);
  t.equal(limit.current, 2);
  call(60, { times: 3 });
  t.equal(limit.current, 3);
  call(60, { times: 1_000 });
  t.equal(limit.current, 10, 'and no further');
  t.end();
});

t.test('what takes much longer than is usual is trouble, what takes a bit longer is not', t => {
  const { limit, call } = setup();
  call(60, { times: 10 });
  call(170, { times: 3 });
  t.equal(limit.current, 10);
  call(1_000);
  t.equal(limit.current, 7);
  t.end();
});

t.test('quick is quick, whatever is usual', t => {
  const { limit, call } = setup();
  call(1, { times: 10 });
  call(99);
  t.equal(limit.current, 10);
  t.end();
});

t.test('what is usual is told of each load by itself', t => {
  const { limit, call } = setup();
  for (const [load, milliseconds] of [
    ['single', 40],
    ['batch', 400],
    ['single', 40],
    ['batch', 400],
  ] as const)
    call(milliseconds, { load });
  t.equal(limit.current, 10);
  call(400, { load: 'single' });
  t.equal(limit.current, 7);
  t.end();
});

t.test('what stays slow is usual after a while, and the limit is the most again', t => {
  const { limit, call } = setup();
  call(60, { times: 10 });
  call(1_000, { times: 30 });
  t.ok(limit.current < 10, `${limit.current}`);
  call(1_000, { times: 200 });
  t.equal(limit.current, 10);
  t.end();
});

t.test('calls that were under way at the same time cut it once', t => {
  const { limit, pass } = setup();
  const ends = Array.from({ length: 10 }, () => limit.begin('batch'));
  t.equal(limit.underWay, 10);
  pass(60);
  for (const end of ends) end('trouble');
  t.equal(limit.underWay, 0);
  t.equal(limit.current, 7);
  t.end();
});

t.test('what was not sent says nothing', t => {
  const { limit, call } = setup();
  call(60, { ending: 'trouble' });
  call(0, { ending: 'unsent', times: 100 });
  t.equal(limit.current, 7);
  t.end();
});
