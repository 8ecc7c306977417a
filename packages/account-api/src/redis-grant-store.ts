import { createHash, hkdfSync } from 'node:crypto';
import { orRedisAway } from '@wechat-pipeline/service';
import { type GrantStore, type OAuthGrant, REMEMBERED_CODE_MILLISECONDS } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { CompactEncrypt, compactDecrypt } from 'jose';

/**
 * What the codes of one account were worth in Redis, for all processes. Who reads Redis learns neither codes nor
 * grants: a code is there as its hash, and its grant is encrypted by a key made of the code itself, which only the
 * browser brings. Throws {@link DependencyAwayError}.
 */
export function redisGrantStore(redis: Redis, prefix: string, appId: string): GrantStore {
  const keyOf = (code: string) => `${prefix}:grant:{${appId}}:${createHash('sha256').update(code).digest('base64url')}`;
  return {
    async read(code) {
      const sealed = await orRedisAway(redis.get(keyOf(code)));
      return sealed === null ? undefined : open(sealed, code);
    },
    async store(code, grant) {
      const sealed = await seal(grant, code);
      await orRedisAway(redis.set(keyOf(code), sealed, 'PX', REMEMBERED_CODE_MILLISECONDS));
    },
  };
}

const ENCRYPTION = { alg: 'dir', enc: 'A256GCM' } as const;

function seal(grant: OAuthGrant, code: string): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(grant));
  return new CompactEncrypt(json).setProtectedHeader(ENCRYPTION).encrypt(encryptionKey(code));
}

async function open(sealed: string, code: string): Promise<OAuthGrant> {
  const { plaintext } = await compactDecrypt(sealed, encryptionKey(code), {
    keyManagementAlgorithms: [ENCRYPTION.alg],
    contentEncryptionAlgorithms: [ENCRYPTION.enc],
  });
  // Sound: whoever does not know the code cannot have sealed anything else.
  return JSON.parse(new TextDecoder().decode(plaintext)) as OAuthGrant;
}

function encryptionKey(code: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', code, '', 'wechat-pipeline grant', 32));
}
