import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { canListProcesses, processesOf } from './processes-of.js';
import { startDemo } from './start-demo.js';

t.test('npm start -- --once shows what accounts and followers live through, and leaves nothing running', async t => {
  const demo = await startDemo(t, { npm: true, args: ['--once'] });
  t.equal(await demo.ended, 0, demo.output());
  const steps = [
    /menu:.*\n.*首页 view .*\n.*会员专享 view .*\/enter\?to=.*\n.*更多: .* · 扫一扫 .*\n.*has it so/,
    /handshake:.*\n.*200 · echostr/,
    /follow:.*\n.*subscribe.*\n.*200 · success.*\n.*job +subscribe \S+ · completed.*\n.*profile[^}]*subscribed: true/,
    /follow:[^}]*}\n.*webhook +subscribe · received, signature verified/,
    /keyword:.*\n.*营业时间.*\n.*200 · 每天 9:00 至 21:00，欢迎光临！/,
    /text:.*\n.*你好.*\n.*200 · 编辑@\+您想说的话,我们可以收到/,
    /suggestion:.*\n.*@.*\n.*200 · 已经收到您的建议,会及时处理!.*\n.*job +suggestion \S+ · completed.*\n.*suggestion[^}]*'@希望/,
    /page opened:.*\n.*VIEW.*\n.*200 · success.*\n.*job +view \S+ · completed.*\n.*profile[^}]*viewCount: 1/,
    /viewCount: 1[^}]*}\n.*page +recognised by WeChat.*sees the page.*\n.*page +known, no redirect.*sees the page/,
    /unfollow:.*\n.*unsubscribe.*\n.*200.*\n.*job +unsubscribe \S+ · completed.*\n.*profile[^}]*subscribed: false/,
    /unfollow:[^}]*}\n.*suggestion none is left.*\n.*webhook +unsubscribe · received.*\n.*page +recognised by WeChat.*sees how to follow/,
    /second account:.*\n.*subscribe.*\n.*200 · 欢迎光临小店！.*\n.*job +subscribe.*completed.*\n.*profile[^}]*wxfedcba9876543210/,
    /second account:.*token.*\n.*403 · Bad Token!/,
  ];
  for (const step of steps) t.match(demo.output(), step);
  t.match(demo.output(), 'All went as it should.');
  if (canListProcesses) t.strictSame(processesOf(demo.directory), []);
});

t.test('with real credentials nobody is invented, and no secret is shown', async t => {
  const credentials = {
    WECHAT_TOKEN: 'aTokenOfMine',
    WECHAT_APP_ID: 'wx00000000000000ff',
    WECHAT_APP_SECRET: 'aSecretOfMine',
  };
  const { url, prefix } = await redisForTest(t);
  const platform = await startPlatform({
    accounts: [{ appId: credentials.WECHAT_APP_ID, appSecret: credentials.WECHAT_APP_SECRET }],
  });
  t.teardown(() => platform.close());
  const demo = await startDemo(t, {
    args: ['--once'],
    env: {
      ...credentials,
      REDIS_URL: url,
      QUEUE_PREFIX: prefix,
      MONGODB_URL: await mongodbForTest(t),
      WECHAT_API_URL: platform.url,
      WECHAT_PATH: '/login/wechat',
      HOST: '127.0.0.1',
    },
  });
  t.equal(await demo.ended, 0, demo.output());
  t.match(demo.output(), /To type into WeChat’s console.*\/login\/wechat/s);
  t.notMatch(demo.output(), /follow:|menu:|account\.yml/);
  t.notMatch(demo.output(), credentials.WECHAT_TOKEN);
  t.notMatch(demo.output(), credentials.WECHAT_APP_SECRET);
});
