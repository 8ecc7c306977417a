import {
  type AccountApi,
  type ApiClient,
  type ApiError,
  createAccessToken,
  createAccountApi,
  createApiGate,
} from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { redisPauseStore } from './redis-pause-store.js';
import { redisTokenCache } from './redis-token-cache.js';

export interface AccountApiOptions {
  readonly client: ApiClient;
  readonly redis: Redis;
  readonly prefix: string;
  readonly appId: string;
  readonly appSecret: string;
  /** Hears of each call that was refused in the end. */
  readonly onRefused?: (error: ApiError) => void;
  readonly onRefresh?: (result: 'refreshed' | 'forced' | 'failed') => void;
}

/** An account's server API; its access token and its pauses are those of all our processes. */
export function openAccountApi(options: AccountApiOptions): AccountApi {
  const { client, redis, prefix, appId, appSecret, onRefused, onRefresh } = options;
  const gate = createApiGate({ pauses: redisPauseStore(redis, prefix, appId), ...(onRefused && { onRefused }) });
  const cache = redisTokenCache(redis, prefix, appId);
  const accessToken = createAccessToken({ client, gate, appId, appSecret, cache, ...(onRefresh && { onRefresh }) });
  return createAccountApi(client, accessToken, gate);
}
