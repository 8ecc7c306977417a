import { createPusher, playCrowd, playLife } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startReceiver } from './receiver.js';
import { noon, setup } from './setup.js';

const options = { token: 'T0ken', originalId: 'gh_x', now: () => noon };

t.test('a life goes step by step, and user/info tells of each step before its push comes', async t => {
  const { platform, get, stableToken } = await setup(t);
  const access_token = await stableToken();
  const told: unknown[] = [];
  const { url, received } = await startReceiver(t, async response => {
    told.push((await get('/cgi-bin/user/info', { access_token, openid: 'oA' })).subscribe);
    response.end('success');
  });
  const steps: string[] = [];
  for await (const { step, fields, result } of playLife(createPusher({ ...options, url }), platform, 'oA')) {
    steps.push(step);
    t.equal(received.length, steps.length, 'nothing is pushed ahead');
    t.equal(fields.FromUserName, 'oA');
    t.equal(result.delivered, true);
  }
  t.same(steps, ['follow', 'text', 'suggestion', 'page opened', 'unfollow']);
  t.same(told, [1, 1, 1, 1, 0]);
  t.match(received[2]?.body, '<Content><![CDATA[@');
});

t.test('a life is that of a follower of the pusher’s account', async t => {
  const { url } = await startReceiver(t, response => response.end('success'));
  const follows: unknown[] = [];
  const platform = {
    follow: (openid: string, _info: unknown, appId?: string) => void follows.push([openid, appId]),
    unfollow: () => {},
  };
  for await (const _step of playLife(createPusher({ ...options, url, appId: 'wxother' }), platform, 'oA')) break;
  t.same(follows, [['oA', 'wxother']]);
});

t.test('a crowd’s pushes all come, those of one follower in the order of their life', async t => {
  const { platform } = await setup(t);
  const { url, received } = await startReceiver(t, response => response.end('success'));
  const ledger = await playCrowd(createPusher({ ...options, url }), platform, {
    followers: 30,
    concurrency: 4,
    seed: 1,
  });
  t.equal(ledger.size, 30);
  for (const [openid, { pushes, expected }] of ledger) {
    t.equal(openid.length, 28);
    const steps = pushes.map(({ step }) => step);
    t.same(steps.slice(0, 4), ['follow', 'text', 'suggestion', 'page opened']);
    t.equal(expected.subscribed, steps[4] !== 'unfollow');
    t.equal(expected.viewCount, expected.subscribed ? 1 : 0);
    t.equal(expected.lastEventAt, noon / 1_000);
    t.equal(received.filter(({ query }) => query.get('openid') === openid).length, pushes.length);
  }
  const states = [...ledger.values()].map(({ expected }) => expected.subscribed);
  t.ok(states.includes(true) && states.includes(false), 'some leave, some stay');
});

t.test('the same seed plays the same crowd in the same order', async t => {
  const { platform } = await setup(t);
  const order = async (seed: number) => {
    const { url, received } = await startReceiver(t, response => response.end('success'));
    const crowd = { followers: 5, concurrency: 1, redeliveries: 0.5, seed, prefix: 'oSame' };
    await playCrowd(createPusher({ ...options, url }), platform, crowd);
    return received.map(({ body }) => /<Event>.*|<MsgType>.*/.exec(body)?.[0]).join();
  };
  t.equal(await order(7), await order(7));
  t.not(await order(7), await order(8));
});

t.test('redeliveries come after the push they repeat, with its body, and change no expected end', async t => {
  const { platform } = await setup(t);
  const { url, received } = await startReceiver(t, response => response.end('success'));
  const ledger = await playCrowd(createPusher({ ...options, url }), platform, {
    followers: 10,
    concurrency: 3,
    redeliveries: 1,
    leaving: 1,
    seed: 3,
  });
  t.equal(received.length, 100);
  t.equal(new Set(received.map(({ body }) => body)).size, 50);
  for (const { pushes, expected } of ledger.values()) {
    for (const [index, { step, isRedelivery }] of pushes.entries()) {
      if (isRedelivery) t.ok(pushes.slice(0, index).some(push => push.step === step && !push.isRedelivery));
    }
    t.match(expected, { subscribed: false, viewCount: 0 });
  }
});

t.test('what was not delivered does not count for the expected end', async t => {
  const { platform } = await setup(t);
  const { url } = await startReceiver(t, (response, { body }) => {
    response.writeHead(body.includes('VIEW') ? 500 : 200).end();
  });
  const ledger = await playCrowd(createPusher({ ...options, url }), platform, {
    followers: 1,
    concurrency: 1,
    leaving: 0,
    seed: 1,
  });
  const [follower] = ledger.values();
  t.same(follower?.expected, { subscribed: true, viewCount: 0, lastEventAt: noon / 1_000 - 3 });
  t.match(follower?.pushes.at(-1)?.result, { delivered: false, tries: 3 });
});
