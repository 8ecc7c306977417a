/** An Official Account as it is played. */
export interface PlayedAccount {
  readonly token: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly originalId: string;
}

/** The account that is played when there are no credentials of a real one. Nothing here is a secret. */
export const PLAYED_ACCOUNT: PlayedAccount = {
  token: 'playedToken',
  appId: 'wx0123456789abcdef',
  appSecret: '0123456789abcdef0123456789abcdef',
  originalId: 'gh_0123456789ab',
};

/** The second account, of the account file (account.yml). */
export const SHOP: PlayedAccount & { readonly name: string } = {
  name: 'shop',
  token: 'shopToken',
  appId: 'wxfedcba9876543210',
  appSecret: 'fedcba9876543210fedcba9876543210',
  originalId: 'gh_fedcba987654',
};

/** Of the played platform's followers, whose pushes are made by hand (push.ts): they need not have followed. */
export const BY_HAND = 'oByHand';
