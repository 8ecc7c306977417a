import type { PushFormat, PushMode } from '@wechat-pipeline/wechat-core';
import { namedAccount } from '../account-file.js';
import { readNamedPushEnv, readPushEnv } from '../env.js';
import { notUnderstood } from '../failure.js';

/** An account at an ingress, with what WeChat needs to push there. */
export interface PushTarget {
  /** Of the account at the ingress. */
  readonly url: string;
  readonly appId: string;
  readonly token: string;
  readonly encodingAesKey?: string;
  readonly mode: PushMode;
  readonly format: PushFormat;
  readonly originalId: string;
}

/** For accounts that do not say theirs, and take any. */
const SOME_ORIGINAL_ID = 'gh_000000000000';

/**
 * @param name in the account file; without one it is the environment's
 * @param url of the ingress, or the whole address; by default it is on this machine
 */
export function pushTarget(name: string | undefined, url: string | undefined): PushTarget {
  return name === undefined ? ownTarget(url) : targetNamed(name, url);
}

function ownTarget(url: string | undefined): PushTarget {
  const env = readPushEnv();
  return target(env, url, undefined, {
    appId: env.WECHAT_APP_ID,
    token: env.WECHAT_TOKEN,
    encodingAesKey: env.WECHAT_ENCODING_AES_KEY,
    mode: env.WECHAT_MODE,
    originalId: env.WECHAT_ORIGINAL_ID,
  });
}

function targetNamed(name: string, url: string | undefined): PushTarget {
  const env = readNamedPushEnv();
  const { entry, secrets } = namedAccount(name, env.ACCOUNT_FILE, ['token', 'encodingAesKey']);
  const { appId, mode, originalId } = entry;
  return target(env, url, name, {
    appId,
    token: secrets.token!,
    encodingAesKey: secrets.encodingAesKey,
    mode,
    originalId,
  });
}

interface AccountSettings {
  readonly appId: string;
  /** While it is being changed the new one, a comma and the old one; so the key. */
  readonly token: string;
  readonly encodingAesKey: string | undefined;
  readonly mode: PushMode | undefined;
  readonly originalId: string | undefined;
}

function target(
  env: Pick<ReturnType<typeof readPushEnv>, 'WECHAT_FORMAT' | 'WECHAT_PATH' | 'PORT'>,
  url = `http://127.0.0.1:${env.PORT || 3000}`,
  name: string | undefined,
  { appId, token, encodingAesKey, mode, originalId = SOME_ORIGINAL_ID }: AccountSettings,
): PushTarget {
  return {
    url: callbackUrl(url, env.WECHAT_PATH, name),
    appId,
    token: newest(token),
    ...(encodingAesKey !== undefined && { encodingAesKey: newest(encodingAesKey) }),
    mode: mode ?? (encodingAesKey === undefined ? 'plaintext' : 'security'),
    format: env.WECHAT_FORMAT,
    originalId,
  };
}

function newest(secret: string): string {
  return secret.replace(/,.*/, '');
}

/** Where the account is served; an address that has a path is taken as it is. */
export function callbackUrl(url: string, path: string, name: string | undefined): string {
  if (!URL.canParse(url))
    throw notUnderstood(`expected --url with an address such as http://127.0.0.1:3000, got ${url}`);
  if (new URL(url).pathname !== '/') return url;
  const suffix = name === undefined ? '' : `/${name}`;
  return new URL(path.replace(/\/$/, '') + suffix || '/', url).href;
}
