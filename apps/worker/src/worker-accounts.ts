import { openAccountApi } from '@wechat-pipeline/account-api';
import { type Accounts, openAccountsAtStart } from '@wechat-pipeline/accounts';
import { environment, type Log } from '@wechat-pipeline/service';
import { type AccountApi, type ApiClient, createApiGate } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { alarmOn } from './alarm.js';
import type { WorkerEnv } from './env.js';
import type { WorkerMetrics } from './metrics.js';
import { type AccountWebhook, accountWebhooks } from './webhooks/account-webhook.js';

/** An account as the worker serves it. */
export interface WorkerAccount {
  /** Its AppSecret, quotas and pauses are no other account's. */
  readonly api: AccountApi;
  /** The endpoints of its owner's. */
  readonly webhooks: readonly AccountWebhook[];
}

export interface WorkerAccountsOptions {
  readonly client: ApiClient;
  readonly redis: Redis;
  readonly log: Log;
  readonly metrics: WorkerMetrics;
  /** The account file was changed, and read again. */
  readonly onReload: () => void;
}

/** The environment's account and those of the account file, as it is from time to time. */
export function openWorkerAccounts(
  env: WorkerEnv,
  { client, redis, log, metrics, onReload }: WorkerAccountsOptions,
): Promise<Accounts<WorkerAccount>> {
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
  return openAccountsAtStart('worker', log, {
    path: env.ACCOUNT_FILE,
    environment,
    appId: env.WECHAT_APP_ID,
    secrets: ['appSecret'],
    needsWebhookSecrets: true,
    own: ({ webhooks }, webhookSecrets) => ({
      api: api(env.WECHAT_APP_ID, env.WECHAT_APP_SECRET),
      webhooks: accountWebhooks({ name: '', appId: env.WECHAT_APP_ID }, webhooks, webhookSecrets),
    }),
    other: ({ name, appId, webhooks }, { appSecret = '' }, webhookSecrets) => ({
      api: api(appId, appSecret),
      webhooks: accountWebhooks({ name, appId }, webhooks, webhookSecrets),
    }),
    onReload,
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
