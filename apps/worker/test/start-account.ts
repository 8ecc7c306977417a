import { openAccountApi } from '@wechat-pipeline/account-api';
import { openProfileStore, openSuggestionStore, type Profile, type Suggestion } from '@wechat-pipeline/follower-store';
import { mongodbForTest, redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { type Platform, type PlatformOptions, startPlatform } from '@wechat-pipeline/played-wechat';
import { type AccountApi, type ApiError, openApiClient } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import { type Collection, MongoClient } from 'mongodb';
import type { HandlerContext } from '../src/handlers/handler.js';
import type { JobContext } from '../src/process-job.js';

export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };

export interface Account extends HandlerContext, Pick<JobContext, 'accounts'> {
  readonly platform: Platform;
  /** The server API of another account of this platform. */
  apiOf(appId: string): AccountApi;
  readonly redis: Redis;
  readonly prefix: string;
  readonly collection: Collection<Profile>;
  profile(openid: string): Promise<Profile | null>;
  /** What that follower suggested, in its order. */
  suggested(openid: string): Promise<readonly Suggestion[]>;
}

export interface AccountOptions extends Partial<PlatformOptions> {
  readonly onRefused?: (error: ApiError) => void;
}

/** An account on the played platform, with the Redis and a database of the MongoDB of this test run. */
export async function startAccount(t: Teardown, options: AccountOptions = {}): Promise<Account> {
  const { url, prefix } = await redisForTest(t);
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const mongo = new MongoClient(await mongodbForTest(t));
  const { onRefused, accounts = [CREDENTIALS] } = options;
  const platform = await startPlatform({ ...options, accounts });
  const client = openApiClient({ url: platform.url });
  const apis = new Map(
    accounts.map(({ appId, appSecret }) => [
      appId,
      openAccountApi({ client, redis, prefix, appId, appSecret, ...(onRefused && { onRefused }) }),
    ]),
  );
  const apiOf = (appId: string) => apis.get(appId)!;
  const collection = mongo.db().collection<Profile>('profiles');
  t.teardown(async () => {
    await client.close();
    await platform.close();
    await mongo.db().dropDatabase();
    await mongo.close();
    redis.disconnect();
  });
  const suggestions = openSuggestionStore(mongo.db());
  const profiles = openProfileStore(mongo.db(), suggestions);
  await Promise.all([profiles.prepare(), suggestions.prepare()]);
  return {
    appId: CREDENTIALS.appId,
    api: apiOf(CREDENTIALS.appId),
    apiOf,
    accounts: { byAppId: appId => apis.get(appId) },
    profiles,
    suggestions,
    suggested: openid => mongo.db().collection<Suggestion>('suggestions').find({ openid }).sort({ at: 1 }).toArray(),
    platform,
    redis,
    prefix,
    collection,
    profile: openid => collection.findOne({ _id: `${CREDENTIALS.appId}:${openid}` }),
  };
}
