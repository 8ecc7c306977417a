/** The Official Account that the benches push for. */
export const ACCOUNT = {
  appId: 'wx0123456789abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  originalId: 'gh_0123456789ab',
  token: 'T0kenOfTheBench',
  encodingAesKey: 'EncodingAESKey0fTheBench0123456789abcdefghi',
} as const;

/** The played WeChat takes everybody whose OpenID begins so for a follower. */
export const OPENID_PREFIX = 'oBench';

/** The OpenID of the nth follower: 28 characters, as the platform's have. */
export function openid(serial: number): string {
  return OPENID_PREFIX + String(serial).padStart(28 - OPENID_PREFIX.length, '0');
}
