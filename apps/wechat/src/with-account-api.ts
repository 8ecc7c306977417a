import { openAccountApi } from '@wechat-pipeline/account-api';
import type { Behaviour } from '@wechat-pipeline/accounts';
import { type AccountApi, type Credentials, openApiClient } from '@wechat-pipeline/wechat-core';
import { namedAccount, ownBehaviour } from './account-file.js';
import { connectRedis } from './connect-redis.js';
import { readApiEnv, readNamedApiEnv } from './env.js';

export interface ApiAccount {
  readonly api: AccountApi;
  readonly appId: string;
  /** What the account file says of it; not read for who does not ask. */
  behaviour(): Behaviour;
}

/**
 * Does something with the server API of an account, whose access token and pauses are those of the workers.
 *
 * @param name in the account file; without one it is the environment's
 */
export async function withAccountApi<T>(
  name: string | undefined,
  work: (account: ApiAccount) => Promise<T>,
): Promise<T> {
  const { env, credentials, behaviour } = name === undefined ? ownAccount() : accountNamed(name);
  const redis = await connectRedis(env.REDIS_URL);
  const client = openApiClient({ url: env.WECHAT_API_URL });
  try {
    const api = openAccountApi({ client, redis, prefix: env.QUEUE_PREFIX, ...credentials });
    return await work({ api, appId: credentials.appId, behaviour });
  } finally {
    redis.disconnect();
    await client.close();
  }
}

interface FoundAccount {
  readonly env: ReturnType<typeof readNamedApiEnv>;
  readonly credentials: Credentials;
  behaviour(): Behaviour;
}

function ownAccount(): FoundAccount {
  const env = readApiEnv();
  const credentials = { appId: env.WECHAT_APP_ID, appSecret: env.WECHAT_APP_SECRET };
  return { env, credentials, behaviour: () => ownBehaviour(env.ACCOUNT_FILE) };
}

function accountNamed(name: string): FoundAccount {
  const env = readNamedApiEnv();
  const { entry, secrets } = namedAccount(name, env.ACCOUNT_FILE, ['appSecret']);
  return { env, credentials: { appId: entry.appId, appSecret: secrets.appSecret! }, behaviour: () => entry };
}
