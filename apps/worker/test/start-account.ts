import { mongodbForTest, redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { type Platform, type PlatformOptions, startPlatform } from '@wechat-pipeline/played-wechat';
import { createAccessToken, createAccountApi, memoryTokenCache, openApiClient } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import { type Collection, MongoClient } from 'mongodb';
import type { HandlerContext } from '../src/handlers/handler.js';
import type { Profile } from '../src/profiles/profile.js';
import { openProfileStore } from '../src/profiles/profile-store.js';

export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };

export interface Account extends HandlerContext {
  readonly platform: Platform;
  readonly redis: Redis;
  readonly prefix: string;
  readonly collection: Collection<Profile>;
  profile(openid: string): Promise<Profile | null>;
}

/** An account on the played platform, with the Redis and a database of the MongoDB of this test run. */
export async function startAccount(t: Teardown, options: Partial<PlatformOptions> = {}): Promise<Account> {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const mongo = new MongoClient(await mongodbForTest(t));
  const platform = await startPlatform({ accounts: [CREDENTIALS], ...options });
  const client = openApiClient({ url: platform.url });
  const accessToken = createAccessToken({ client, ...CREDENTIALS, cache: memoryTokenCache() });
  const collection = mongo.db().collection<Profile>('profiles');
  t.teardown(async () => {
    await client.close();
    await platform.close();
    await mongo.db().dropDatabase();
    await mongo.close();
    redis.disconnect();
  });
  const profiles = openProfileStore(mongo.db());
  await profiles.prepare();
  return {
    appId: CREDENTIALS.appId,
    api: createAccountApi(client, accessToken),
    profiles,
    platform,
    redis,
    prefix,
    collection,
    profile: openid => collection.findOne({ _id: `${CREDENTIALS.appId}:${openid}` }),
  };
}
