import { enqueueAlone } from '@wechat-pipeline/jobs';
import { type AccountApi, ApiError } from '@wechat-pipeline/wechat-core';
import t, { type Test } from 'tap';
import { openInquiries } from '../src/inquiry.js';
import { createWorkerMetrics } from '../src/metrics.js';
import { subscribePush } from './job-push.js';
import { startAccount } from './start-account.js';
import { startWorking } from './start-working.js';

const SINGLE = '/cgi-bin/user/info';
const BATCH = '/cgi-bin/user/info/batchget';
const openids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `o${from + index}`);

/** An inquiry whose calls are held back until they are let go, with what the platform knows of them by then. */
async function setup(t: Test, options: Parameters<typeof startAccount>[1] = { autoFollow: true }) {
  const account = await startAccount(t, options);
  const { appId, platform } = account;
  const metrics = createWorkerMetrics({});
  const held: (() => void)[] = [];
  const api: AccountApi = {
    ...account.api,
    async call(path, request) {
      await new Promise<void>(resolve => held.push(resolve));
      return account.api.call(path, request);
    },
  };
  const inquiry = openInquiries(metrics.inFlight)(appId, api);
  /** Lets calls go as they come until that is over. */
  async function letGo<T>(over: Promise<T>): Promise<T> {
    let isOver = false;
    const end = () => {
      isOver = true;
    };
    over.then(end, end);
    while (!isOver) {
      for (const go of held.splice(0)) go();
      await new Promise(resolve => setImmediate(resolve));
    }
    return over;
  }
  const calls = () => [platform.calls.paths[SINGLE] ?? 0, platform.calls.paths[BATCH] ?? 0];
  const told = async (line: RegExp) => Number(line.exec(await metrics.registry.metrics())?.[1]);
  return { ...account, inquiry, held, letGo, calls, told };
}

t.test('whoever comes when there is little to do is asked for at once, and alone', async t => {
  const { inquiry, held, letGo, calls } = await setup(t);
  const asked = ['o1', 'o2', 'o3'].map(openid => inquiry.ask([openid]));
  t.equal(held.length, 3);
  await letGo(Promise.all(asked));
  t.strictSame(calls(), [3, 0]);
  await letGo(inquiry.ask(['o4', 'o5']));
  t.strictSame(calls(), [5, 0], 'two are asked for singly');
  t.strictSame((await inquiry.ask([])).size, 0);
});

t.test('what comes while as many calls are under way as may be is asked for together', async t => {
  const { inquiry, held, letGo, calls, told } = await setup(t);
  const asked = openids(0, 300).map(openid => inquiry.ask([openid]));
  t.equal(held.length, 32);
  t.equal(await told(/^wechat_user_info_calls\{appId="\w+"\} (\d+)$/m), 32);
  const answers = await letGo(Promise.all(asked));
  t.strictSame(calls(), [32, 3]);
  for (const [index, answer] of answers.entries()) t.match(answer.get(`o${index}`), { info: { openid: `o${index}` } });
  t.equal(await told(/^wechat_user_info_openids_sum (\d+)$/m), 300);
  t.equal(await told(/^wechat_user_info_openids_count (\d+)$/m), 35);
  t.equal(await told(/^wechat_user_info_calls_limit\{appId="\w+"\} (\d+)$/m), 32);
});

t.test(
  'four batches go as they are; the next ones are filled up, also if a job’s OpenIDs are spread over two',
  async t => {
    const { inquiry, held, letGo, calls } = await setup(t);
    const asked = [0, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 660].map(from =>
      inquiry.ask(openids(from, from + 60)),
    );
    t.equal(held.length, 4 + 4, 'a full one waits for nobody');
    const single = inquiry.ask(['oSingle']);
    const answers = await letGo(Promise.all(asked));
    await letGo(single);
    t.strictSame(
      answers.map(({ size }) => size),
      Array(12).fill(60),
    );
    t.strictSame(calls(), [0, 4 + 5]);
  },
);

t.test('an OpenID that several ask for at once is asked for once, but never by a call that is under way', async t => {
  const { inquiry, platform, held, letGo, calls } = await setup(t, {});
  for (const openid of ['oA', ...openids(0, 32)]) platform.follow(openid);
  const before = openids(0, 32).map(openid => inquiry.ask([openid]));
  const same = [1, 2, 3].map(() => inquiry.ask(['oA']));
  t.equal(held.length, 32);
  await letGo(Promise.all([...before, ...same]));
  t.strictSame(calls(), [33, 0]);

  const early = inquiry.ask(['oA']);
  await letGo(early);
  platform.unfollow('oA');
  const first = inquiry.ask(['o0']);
  const left = inquiry.ask(['oA']);
  platform.follow('oA');
  const back = inquiry.ask(['oA']);
  await letGo(Promise.all([first, left, back]));
  t.strictSame(calls(), [37, 0]);
  t.match((await back).get('oA'), { info: { subscribe: 1 } });
});

t.test('an answer tells when its question was put, which it may have waited for', async t => {
  const { inquiry, letGo } = await setup(t);
  const asked = openids(0, 40).map(openid => inquiry.ask([openid]));
  const put = Date.now();
  const waited = asked.at(-1)!;
  await letGo(Promise.all(asked));
  const over = Date.now();
  const [first, last] = [(await asked[0]!).get('o0')!, (await waited).get('o39')!];
  if (first instanceof ApiError || last instanceof ApiError) throw new Error('expected answers');
  t.ok(first.askedAt.getTime() <= put);
  t.ok(last.askedAt.getTime() >= put && last.askedAt.getTime() <= over);
});

t.test('one bad OpenID of a hundred jobs is that job’s alone', async t => {
  const { inquiry, platform, letGo } = await setup(t, {});
  const good = openids(0, 131);
  for (const openid of good) platform.follow(openid);
  const asked = [...good.slice(0, 50), 'bad', ...good.slice(50)].map(openid => inquiry.ask([openid]));
  const answers = new Map((await letGo(Promise.all(asked))).flatMap(answer => [...answer]));
  for (const openid of good) t.match(answers.get(openid), { info: { subscribe: 1 } });
  t.match(answers.get('bad'), { errcode: 40003 });
});

t.test('an outage or a pause is of all who are asked for together, and costs no call for each', async t => {
  for (const [fault, error] of [
    [{ kind: 'status', status: 502 }, { code: 'api_gateway' }],
    [{ kind: 'errcode', errcode: -1 }, { errcode: -1 }],
    [{ kind: 'errcode', errcode: 45009 }, { errcode: 45009 }],
  ] as const) {
    const { inquiry, platform, letGo, calls } = await setup(t);
    platform.faults.add({ path: BATCH, ...fault });
    const asked = openids(0, 82).map(openid => inquiry.ask([openid]));
    const ended = await letGo(Promise.allSettled(asked));
    for (const one of ended.slice(0, 32)) t.equal(one.status, 'fulfilled');
    for (const one of ended.slice(32)) t.match(one, { status: 'rejected', reason: error });
    t.strictSame(calls(), [32, 1]);
  }
});

t.test('while an API is paused all who wait are told so, and nothing is sent', async t => {
  const { inquiry, platform, letGo, calls } = await setup(t);
  for (const path of [SINGLE, BATCH] as const) platform.faults.add({ path, kind: 'errcode', errcode: 45009 });
  await t.rejects(letGo(inquiry.ask(openids(0, 3))), { code: 'errcode_45009' });
  await t.rejects(letGo(inquiry.ask(['o1'])), { code: 'errcode_45009' });
  const before = calls();
  const ended = await letGo(Promise.allSettled(openids(0, 500).map(openid => inquiry.ask([openid]))));
  for (const one of ended) t.match(one, { status: 'rejected', reason: { code: 'api_paused' } });
  t.strictSame(calls(), before);
});

t.test('what may be owed to one OpenID is found to be that job’s, and costs no other an attempt', async t => {
  const { queues, platform, idle, failed, metrics, collection } = await startWorking(t, {
    autoFollow: true,
    concurrency: 200,
  });
  // Whatever is asked for together is refused, as if each were the one to blame.
  platform.faults.add({ path: BATCH, kind: 'errcode', errcode: 48002 });
  await queues.subscribe.pause();
  await enqueueAlone(
    queues,
    'subscribe',
    openids(0, 150).map(openid => subscribePush(openid)),
  );
  await queues.subscribe.resume();
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 150);
  t.equal((await failed('subscribe')).length, 0);
  t.notMatch(await metrics.registry.metrics(), /outcome="(retried|waiting)"/);
});

t.test('three hundred jobs of one push each take a few calls', async t => {
  const { queues, platform, idle, collection } = await startWorking(t, {
    autoFollow: true,
    concurrency: 300,
    latency: { single: 50, batch: 50 },
  });
  await queues.subscribe.pause();
  await enqueueAlone(
    queues,
    'subscribe',
    openids(0, 300).map(openid => subscribePush(openid)),
  );
  await queues.subscribe.resume();
  await idle();
  t.equal(await collection.countDocuments({ subscribed: true }), 300);
  const { [SINGLE]: single = 0, [BATCH]: batch = 0 } = platform.calls.paths;
  t.ok(single + batch <= 60, `${single} single ones and ${batch} batches`);
});

t.test('a platform in trouble is asked by fewer calls, until it answers again; a pause is no trouble', async t => {
  const { inquiry, platform, letGo, told } = await setup(t);
  const limit = () => told(/^wechat_user_info_calls_limit\{appId="\w+"\} (\d+)$/m);
  platform.faults.add({ path: SINGLE, times: 1, kind: 'status', status: 502 });
  await t.rejects(letGo(inquiry.ask(['o1'])), { code: 'api_gateway' });
  t.equal(await limit(), 22);
  platform.faults.add({ path: BATCH, times: 1, kind: 'errcode', errcode: 45011 });
  await t.rejects(letGo(inquiry.ask(openids(0, 3))), { code: 'errcode_45011' });
  await t.rejects(letGo(inquiry.ask(openids(0, 3))), { code: 'api_paused' });
  t.equal(await limit(), 22);
  await letGo(Promise.all(openids(0, 20).map(openid => inquiry.ask([openid]))));
  t.ok((await limit()) > 22);
});
