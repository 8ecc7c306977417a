import { openAccountApi } from '@wechat-pipeline/account-api';
import { type Accounts, openAccountsAtStart } from '@wechat-pipeline/accounts';
import { environment, type Log } from '@wechat-pipeline/service';
import { type AccountApi, type ApiClient, createApiGate } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { alarmOn } from './alarm.js';
import type { WorkerEnv } from './env.js';
import type { WorkerMetrics } from './metrics.js';

/** What the worker has of each account: its server API. Its AppSecret, quotas and pauses are no other account's. */
export function openWorkerAccounts(
  env: WorkerEnv,
  { client, redis, log, metrics }: { client: ApiClient; redis: Redis; log: Log; metrics: WorkerMetrics },
): Accounts<AccountApi> {
  const api = (appId: string, appSecret: string) =>
    openAccountApi({
      client,
      redis,
      prefix: env.QUEUE_PREFIX,
      appId,
      appSecret,
      onRefused: alarmOn(log.child({ appId }), metrics),
      onRefresh: metrics.refreshed,
    });
  return openAccountsAtStart('worker', {
    path: env.ACCOUNT_FILE,
    environment,
    appId: env.WECHAT_APP_ID,
    secrets: ['appSecret'],
    own: () => api(env.WECHAT_APP_ID, env.WECHAT_APP_SECRET),
    other: ({ appId }, { appSecret = '' }) => api(appId, appSecret),
    onReload: accounts => log.info({ accounts }, 'account file read again'),
    onProblem: err => log.error({ err }, 'account file cannot be used; what it said before goes on'),
  });
}

/** A job is of an account that neither the environment nor the account file names, perhaps any more. */
export class NoSuchAccountError extends Error {
  override readonly name = 'NoSuchAccountError';

  constructor(appId: string) {
    super(
      `expected the account ${appId} in the environment or in ACCOUNT_FILE, found none: put it back, or remove its jobs; they wait`,
    );
  }
}

/** The server API of an account that there is not: whatever needs it waits, whatever does not is done. */
export function absentApi(appId: string): AccountApi {
  return {
    gate: createApiGate(),
    call: () => Promise.reject(new NoSuchAccountError(appId)),
  };
}
