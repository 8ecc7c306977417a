import { hkdfSync } from 'node:crypto';

/** What a key is for; a key of one purpose opens nothing of another. */
export type Purpose = 'session' | 'state';

/** The keys of one account, each of 32 bytes, by purpose; the first seals, any of them opens. */
export type AccountKeys = Readonly<Record<Purpose, readonly [Uint8Array, ...Uint8Array[]]>>;

/**
 * Derives an account's keys, so that every process has the same ones: from `SESSION_KEYS`, newest first, or where there
 * are none from the account's AppSecret, which all of them know anyway.
 */
export function accountKeys(appId: string, sessionKeys: string | undefined, appSecret: string): AccountKeys {
  const [newest, ...older] = sessionKeys
    ? sessionKeys.split(',').map(key => Buffer.from(key, 'base64url'))
    : [Buffer.from(appSecret)];
  const derive = (key: Buffer, purpose: Purpose) =>
    new Uint8Array(hkdfSync('sha256', key, '', `wechat-pipeline ${purpose} ${appId}`, 32));
  // A list that was split has a first part.
  const keysFor = (purpose: Purpose) => [derive(newest!, purpose), ...older.map(key => derive(key, purpose))] as const;
  return { session: [...keysFor('session')], state: [...keysFor('state')] };
}
