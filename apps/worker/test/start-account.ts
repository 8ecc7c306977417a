import { openAccountApi } from '@wechat-pipeline/account-api';
import {
  openPageViewStore,
  openProfileStore,
  openSuggestionStore,
  type PageView,
  type Profile,
  type Suggestion,
} from '@wechat-pipeline/follower-store';
import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest, redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { type Platform, type PlatformOptions, startPlatform } from '@wechat-pipeline/played-wechat';
import { type AccountApi, type ApiError, openApiClient, pushId } from '@wechat-pipeline/wechat-core';
import { Redis } from 'ioredis';
import { type Collection, MongoClient } from 'mongodb';
import type { HandlerContext } from '../src/handlers/handler.js';
import { openInquiries } from '../src/inquiry.js';
import { createWorkerMetrics } from '../src/metrics.js';
import type { JobContext } from '../src/process-job.js';

export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };

export interface Account extends HandlerContext, Pick<JobContext, 'accounts' | 'inquiryOf'> {
  readonly api: AccountApi;
  readonly platform: Platform;
  /** The server API of another account of this platform. */
  apiOf(appId: string): AccountApi;
  readonly redis: Redis;
  readonly prefix: string;
  readonly collection: Collection<Profile>;
  profile(openid: string): Promise<Profile | null>;
  /** What that follower suggested, in its order. */
  suggested(openid: string): Promise<readonly Suggestion[]>;
  /** How many visits are counted: of these pushes, or all. */
  visits(pushes?: readonly JobPush[]): Promise<number>;
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
  const pageViews = openPageViewStore(mongo.db());
  await Promise.all([profiles.prepare(), suggestions.prepare(), pageViews.prepare()]);
  const visits = mongo.db().collection<PageView>('page_views');
  const inquiryOf = openInquiries(createWorkerMetrics({}).inFlight);
  return {
    appId: CREDENTIALS.appId,
    inquiryOf,
    inquiry: inquiryOf(CREDENTIALS.appId, apiOf(CREDENTIALS.appId)),
    api: apiOf(CREDENTIALS.appId),
    apiOf,
    accounts: { byAppId: appId => apis.get(appId) },
    profiles,
    suggestions,
    pageViews,
    suggested: openid => mongo.db().collection<Suggestion>('suggestions').find({ openid }).sort({ at: 1 }).toArray(),
    visits: pushes =>
      visits.countDocuments(pushes ? { _id: { $in: pushes.map(push => pushId(push.appId, push)) } } : {}),
    platform,
    redis,
    prefix,
    collection,
    profile: openid => collection.findOne({ _id: `${CREDENTIALS.appId}:${openid}` }),
  };
}
