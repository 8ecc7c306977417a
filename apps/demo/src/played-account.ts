/** The Official Account that is played when there are no credentials of a real one. Nothing here is a secret. */
export const PLAYED_ACCOUNT = {
  token: 'playedToken',
  appId: 'wx0123456789abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  originalId: 'gh_0123456789ab',
} as const;

/** Of the played platform's followers, whose pushes are made by hand (push.ts): they need not have followed. */
export const BY_HAND = 'oByHand';
