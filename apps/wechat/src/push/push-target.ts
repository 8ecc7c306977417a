import type { PushFormat, PushMode } from '@wechat-pipeline/wechat-core';
import { namedAccount } from '../account-file.js';
import { type CheckedEnv, readNamedPushEnv, readPushEnv } from '../env.js';

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
  if (name === undefined) {
    const env = readPushEnv();
    const { WECHAT_APP_ID: appId, WECHAT_TOKEN: token } = env;
    return targetOf(ownSettings(env, { appId, token }), url, env);
  }
  const env = readNamedPushEnv();
  return targetOf(settingsNamed(name, env.ACCOUNT_FILE), url, env);
}

/** What an account has in WeChat's console, as far as WeChat needs it to push. */
export interface PushSettings {
  /** In the account file; the environment's account has none. */
  readonly name: string | undefined;
  readonly appId: string;
  /** While it is being changed the new one, a comma and the old one; so the key. */
  readonly token: string;
  readonly encodingAesKey: string | undefined;
  readonly mode: PushMode | undefined;
  readonly originalId: string | undefined;
}

export function ownSettings(
  env: Pick<CheckedEnv, 'WECHAT_ENCODING_AES_KEY' | 'WECHAT_MODE' | 'WECHAT_ORIGINAL_ID'>,
  required: { readonly appId: string; readonly token: string },
): PushSettings {
  const { WECHAT_ENCODING_AES_KEY: encodingAesKey, WECHAT_MODE: mode, WECHAT_ORIGINAL_ID: originalId } = env;
  return { ...required, name: undefined, encodingAesKey, mode, originalId };
}

/** @throws Failure if there is no such account, or a secret of it is not there */
export function settingsNamed(name: string, accountFile: string | undefined): PushSettings {
  const { entry, secrets } = namedAccount(name, accountFile, ['token', 'encodingAesKey']);
  const { appId, mode, originalId } = entry;
  return { name, appId, token: secrets.token!, encodingAesKey: secrets.encodingAesKey, mode, originalId };
}

export function targetOf(
  { name, appId, token, encodingAesKey, mode, originalId = SOME_ORIGINAL_ID }: PushSettings,
  url: string | undefined,
  env: Pick<CheckedEnv, 'WECHAT_FORMAT' | 'WECHAT_PATH' | 'PORT'>,
): PushTarget {
  const { WECHAT_FORMAT: format = 'xml', WECHAT_PATH: path = '/wechat' } = env;
  return {
    url: callbackUrl(url ?? ingressUrl(env), path, name),
    appId,
    token: newest(token),
    ...(encodingAesKey !== undefined && { encodingAesKey: newest(encodingAesKey) }),
    mode: mode ?? (encodingAesKey === undefined ? 'plaintext' : 'security'),
    format,
    originalId,
  };
}

/** Where an ingress of this environment is on this machine. */
export function ingressUrl({ PORT }: Pick<CheckedEnv, 'PORT'>): string {
  return `http://127.0.0.1:${PORT || 3000}`;
}

function newest(secret: string): string {
  return secret.replace(/,.*/, '');
}

/** Where the account is served; an address that has a path is taken as it is. */
function callbackUrl(url: string, path: string, name: string | undefined): string {
  if (new URL(url).pathname !== '/') return url;
  const suffix = name === undefined ? '' : `/${name}`;
  return new URL(path.replace(/\/$/, '') + suffix || '/', url).href;
}
