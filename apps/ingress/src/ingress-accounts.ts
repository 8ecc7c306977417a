import {
  type AccountEntry,
  type Accounts,
  openAccountsAtStart,
  type Rules,
  type Secrets,
  type Webhook,
  wantsPush,
} from '@wechat-pipeline/accounts';
import { handledKindsAtStart } from '@wechat-pipeline/handlers/folder';
import { environment, type Log } from '@wechat-pipeline/service';
import {
  createNonceGuard,
  type NonceGuard,
  type Push,
  type PushMode,
  type PushSecrets,
  parseEncodingAesKey,
} from '@wechat-pipeline/wechat-core/push';
import { accountRules } from './answers/index.js';
import type { IngressEnv } from './env.js';

/** An account as the ingress serves it. */
export interface IngressAccount {
  readonly appId: string;
  readonly secrets: PushSecrets;
  readonly nonces: NonceGuard;
  readonly rules: Rules;
  /** Whether business logic of the owner's waits for a push of that kind. */
  forwards(push: Push): boolean;
}

/** The environment's account and those of the account file, as it is from time to time. */
export function openIngressAccounts(env: IngressEnv, log: Log): Promise<Accounts<IngressAccount>> {
  const timestampToleranceSeconds = env.WECHAT_TIMESTAMP_TOLERANCE_SECONDS;
  const handled = handledKindsAtStart('ingress', env.HANDLERS_DIR);
  const account = (settings: PushSettings, rules: Rules, webhooks: readonly Webhook[] = []): IngressAccount => {
    const secrets = pushSecrets(settings, timestampToleranceSeconds);
    const forwards = (push: Push) => handled.has(push.kind) || webhooks.some(webhook => wantsPush(webhook, push));
    return { appId: settings.appId, secrets, nonces: createNonceGuard(secrets), rules, forwards };
  };
  return openAccountsAtStart('ingress', log, {
    path: env.ACCOUNT_FILE,
    environment,
    appId: env.WECHAT_APP_ID,
    secrets: ['token', 'encodingAesKey'],
    own: ({ replies, webhooks }) => account(ownSettings(env), accountRules(replies), webhooks),
    other: (entry, secrets) => account(settingsOf(entry, secrets), accountRules(entry.replies), entry.webhooks),
  });
}

/** What tells a genuine push of an account, as typed into WeChat's console. */
interface PushSettings {
  readonly appId: string;
  readonly token: string;
  readonly encodingAesKey: string | undefined;
  readonly mode: PushMode | undefined;
  readonly originalId: string | undefined;
}

function ownSettings(env: IngressEnv): PushSettings {
  return {
    appId: env.WECHAT_APP_ID,
    token: env.WECHAT_TOKEN,
    encodingAesKey: env.WECHAT_ENCODING_AES_KEY,
    mode: env.WECHAT_MODE,
    originalId: env.WECHAT_ORIGINAL_ID,
  };
}

function settingsOf({ appId, mode, originalId }: AccountEntry, { token = '', encodingAesKey }: Secrets): PushSettings {
  return { appId, token, encodingAesKey, mode, originalId };
}

function pushSecrets(settings: PushSettings, timestampToleranceSeconds: number): PushSecrets {
  const { appId, token, encodingAesKey, mode, originalId } = settings;
  const aesKeys = encodingAesKey?.split(',').map(parseEncodingAesKey);
  return {
    tokens: token.split(','),
    timestampToleranceSeconds,
    mode: mode ?? (aesKeys ? 'security' : 'plaintext'),
    ...(aesKeys && { encryption: { appId, aesKeys } }),
    ...(originalId !== undefined && { originalId }),
  };
}
