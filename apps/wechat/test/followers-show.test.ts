import { listed, openProfileStore, openSuggestionStore, unsubscribed } from '@wechat-pipeline/follower-store';
import { mongodbForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { runWechat } from './run-wechat.js';

const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
const FOLLOWED_AT = 1_795_305_600;

/** A follower of whom the database and the platform tell, one whom it does not know yet, and one who has left. */
async function setup(t: Test) {
  const platform = await startPlatform({ accounts: [CREDENTIALS] });
  t.teardown(() => platform.close());
  const mongodbUrl = await mongodbForTest(t);
  const mongo = new MongoClient(mongodbUrl);
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const info = { remark: 'VIP\u001b[31m', subscribe_time: FOLLOWED_AT, tagid_list: [2, 134] };
  for (const openid of ['oKnown', 'oNew', 'oLeft']) platform.follow(openid, info);
  platform.unfollow('oLeft');
  const known = { subscribe: 1, openid: 'oKnown', ...info } as const;
  const left = { kind: 'unsubscribe', msgType: 'event', event: 'unsubscribe', toUserName: 'gh_account' } as const;
  await openProfileStore(mongo.db(), openSuggestionStore(mongo.db())).apply([
    listed(CREDENTIALS.appId, known, new Date()),
    unsubscribed({
      ...left,
      fromUserName: 'oLeft',
      createTime: FOLLOWED_AT,
      appId: CREDENTIALS.appId,
      receivedAt: Date.now(),
    }),
  ]);
  const redis = await redisForTest(t);
  const env = {
    WECHAT_APP_ID: CREDENTIALS.appId,
    WECHAT_APP_SECRET: CREDENTIALS.appSecret,
    WECHAT_API_URL: platform.url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    MONGODB_URL: mongodbUrl,
  };
  return (args: readonly string[], variables = {}) => runWechat(args, { ...env, ...variables });
}

t.test('a follower is shown as the database keeps them, and scripts see all of it', async t => {
  const wechat = await setup(t);
  const { status, stdout } = await wechat(['followers', 'show', 'oKnown'], { WECHAT_APP_SECRET: '', REDIS_URL: '' });
  t.equal(status, 0);
  t.match(stdout, /The database keeps of this follower \(times: Asia\/Shanghai\):\n {2}appId /);
  t.match(stdout, /\n {2}subscribeTime +2026-11-22 08:00:00\n/);
  t.match(stdout, /\n {2}tagidList +2, 134\n/);
  t.match(stdout, /\n {2}remark +VIP \[31m\n/, 'nothing that they wrote steers the terminal');
  t.notMatch(stdout, /order|_id/);
  const json = JSON.parse((await wechat(['--json', 'followers', 'show', 'oKnown'])).stdout);
  t.match(json, { profile: { _id: `${CREDENTIALS.appId}:oKnown`, order: { subscribe: {} } } });
  t.notOk('platform' in json);
});

t.test('with --ask the platform is asked, too, also for who is not known', async t => {
  const wechat = await setup(t);
  const known = await wechat(['followers', 'show', 'oKnown', '--ask']);
  t.match(known, { status: 0, stdout: /The database keeps .*The platform tells.*subscribe_scene +ADD_SCENE_SEARCH/s });
  const fresh = await wechat(['followers', 'show', 'oNew', '--ask']);
  t.match(fresh, { status: 0, stdout: /keeps nothing of them.*subscribe_time +2026-11-22 08:00:00/s });
  const json = JSON.parse((await wechat(['--json', 'followers', 'show', 'oNew', '--ask'])).stdout);
  t.match(json, { profile: null, platform: { subscribe: 1, openid: 'oNew' } });
});

t.test('of who has left the tombstone is shown', async t => {
  const wechat = await setup(t);
  const { status, stdout } = await wechat(['followers', 'show', 'oLeft', '--ask']);
  t.equal(status, 0);
  t.match(stdout, /They have left; for a day the database keeps.*subscribed +false.*purgeAt.*subscribe +0/s);
});

t.test('who is not known ends with 1 and a sentence, whoever was asked', async t => {
  const wechat = await setup(t);
  const unknown = await wechat(['followers', 'show', 'oNobody']);
  t.match(unknown, {
    status: 1,
    stdout: '',
    stderr: /^expected an OpenID of this account .*--ask asks the platform\n$/,
  });
  const asked = await wechat(['followers', 'show', 'oNobody', '--ask']);
  t.match(asked, { status: 1, stderr: /found nothing, and \/cgi-bin\/user\/info answered 40003/ });
  t.match(await wechat(['followers', 'show']), { status: 2, stderr: /missing required argument/ });
});

t.test('a MongoDB that is away ends with 1, and its password is not shown', async t => {
  const wechat = await setup(t);
  const away = { MONGODB_URL: 'mongodb://user:hush@127.0.0.1:1/wechat' };
  const { status, stderr } = await wechat(['followers', 'show', 'oKnown'], away);
  t.equal(status, 1);
  t.match(stderr, /^expected MongoDB at mongodb:\/\/127\.0\.0\.1:1\/wechat, got .*: start it, or set MONGODB_URL\n$/);
  t.notMatch(stderr, /hush/);
});
