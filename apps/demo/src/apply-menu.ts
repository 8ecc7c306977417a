import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { programEnv } from './env.js';
import { stepFailure } from './failure.js';
import { PLAYED_ACCOUNT } from './played-accounts.js';

const WECHAT = fileURLToPath(new URL('../../../wechat/build/src/main.js', import.meta.url));

export interface ApplyMenuOptions {
  readonly accountFile: string;
  readonly apiUrl: string;
  readonly redisUrl: string;
  readonly queuePrefix: string;
}

/** Puts the account file's menu in place as its owner does: `npm run wechat -- menu apply --yes`. */
export async function applyMenu({ accountFile, apiUrl, redisUrl, queuePrefix }: ApplyMenuOptions): Promise<void> {
  const env = programEnv({
    ACCOUNT_FILE: accountFile,
    WECHAT_APP_ID: PLAYED_ACCOUNT.appId,
    WECHAT_APP_SECRET: PLAYED_ACCOUNT.appSecret,
    WECHAT_API_URL: apiUrl,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: queuePrefix,
  });
  try {
    await promisify(execFile)(process.execPath, [WECHAT, 'menu', 'apply', '--yes'], { env });
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw stepFailure('menu', 'command line', [stderr?.trim() || String(error)]);
  }
}
