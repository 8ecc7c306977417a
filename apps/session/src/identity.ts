import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';

/** Who a browser belongs to, as it was told to us by WeChat. Whether they follow is another question. */
export interface Identity {
  readonly openid: string;
  /** The following that it was issued for, see `followingOf`; absent where there was none. */
  readonly following?: string;
  /** In seconds since the epoch, as is the next. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Makes cookies of identities, and identities of cookies; encrypted and authenticated, for one account. */
export interface IdentitySeal {
  seal(identity: Identity): Promise<string>;
  /** Undefined for anything that was not sealed by this account's keys, or has expired. */
  open(cookie: string, now: number): Promise<OpenedIdentity | undefined>;
}

export interface OpenedIdentity {
  readonly identity: Identity;
  /** It was sealed by a key that is to go. */
  readonly isOldKey: boolean;
}

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

export function identitySeal(appId: string, keys: readonly [Uint8Array, ...Uint8Array[]]): IdentitySeal {
  const options = {
    audience: appId,
    keyManagementAlgorithms: [ENCRYPTION.alg],
    contentEncryptionAlgorithms: [ENCRYPTION.enc],
    requiredClaims: ['sub', 'iat', 'exp'],
  };

  async function openBy(key: Uint8Array, cookie: string, now: number): Promise<Identity | undefined> {
    try {
      const { payload } = await jwtDecrypt(cookie, key, { ...options, currentDate: new Date(now) });
      return identityOf(payload);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  return {
    seal: ({ openid, following, issuedAt, expiresAt }) =>
      new EncryptJWT(following === undefined ? {} : { following })
        .setProtectedHeader(ENCRYPTION)
        .setAudience(appId)
        .setSubject(openid)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .encrypt(keys[0]),
    async open(cookie, now) {
      for (const key of keys) {
        const identity = await openBy(key, cookie, now);
        if (identity) return { identity, isOldKey: key !== keys[0] };
      }
      return undefined;
    },
  };
}

/** What was sealed above; jose has made sure of the claims that it knows. */
function identityOf({ sub = '', iat = 0, exp = 0, following }: JWTPayload): Identity {
  return {
    openid: sub,
    ...(typeof following === 'string' && { following }),
    issuedAt: iat,
    expiresAt: exp,
  };
}
