import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { type Platform, startPlatform } from '@wechat-pipeline/played-wechat';
import type { Test } from 'tap';
import { recordRequests } from './record-requests.js';
import { type Run, runWechat } from './run-wechat.js';

export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
export const SHOP = { appId: 'wxshop', appSecret: 'a-secret-of-the-shop' };

export interface PlayedAccount {
  readonly platform: Platform;
  /** What the platform was asked to change: path and body of each request, as it was on the wire. */
  writes(): readonly string[];
  /** Writes the account file. */
  save(accountFile: string): void;
  /** Runs the command line for this account. */
  wechat(args: readonly string[], variables?: Record<string, string>): Promise<Run>;
}

const WRITES = /^\/cgi-bin\/menu\/(create|delete|addconditional|delconditional) /;

/** A played WeChat with an account and a shop, an account file, and Redis. */
export async function playAccount(t: Test): Promise<PlayedAccount> {
  const platform = await startPlatform({ accounts: [CREDENTIALS, SHOP] });
  t.teardown(() => platform.close());
  const { url, requests } = await recordRequests(t, platform.url);
  const redis = await redisForTest(t);
  const accountFile = join(await directoryForTest(t, 'account'), 'account.yml');
  const env = {
    WECHAT_APP_ID: CREDENTIALS.appId,
    WECHAT_APP_SECRET: CREDENTIALS.appSecret,
    WECHAT_API_URL: url,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    ACCOUNT_FILE: accountFile,
  };

  return {
    platform,
    writes: () => requests.filter(request => WRITES.test(request)),
    save: text => writeFileSync(accountFile, text),
    wechat: (args, variables = {}) => runWechat(args, { ...env, ...variables }),
  };
}
