import { createHash, hash, timingSafeEqual } from 'node:crypto';
import { isSignedBy, sign, verifyQuery } from '@wechat-pipeline/wechat-core';
import { ACCOUNT } from '../account.js';
import { type Calls, onSeveral } from './calls.js';

const HASH = 'SHA-1 alone';
const NOW = Date.parse('2026-11-22T00:00:00Z');
const SECRETS = { tokens: [ACCOUNT.token], timestampToleranceSeconds: 300 };

/** What it takes to know that a plaintext push comes from WeChat. */
export function verifying(): Calls {
  const { token } = ACCOUNT;
  return {
    name: 'core-verify',
    title: 'core: verifying the signature of a plaintext push',
    calls: {
      [HASH]: onSeveral(signedQuery, ({ timestamp, nonce }) => hash('sha1', nonce + timestamp + token)),
      'what one writes first': onSeveral(signedQuery, query => isSignedNaively(query)),
      isSignedBy: onSeveral(signedQuery, ({ signature, timestamp, nonce }) =>
        isSignedBy(signature, token, timestamp, nonce),
      ),
      'verifyQuery, with the age': onSeveral(signedQuery, query => verifyQuery(query, SECRETS, NOW)),
    },
    baseline: HASH,
    notes: ['what one writes first: createHash, sort and join, timingSafeEqual'],
  };
}

function signedQuery(number: number) {
  const [timestamp, nonce] = [String(NOW / 1_000), String(1_714_112_445 + number)];
  return { signature: sign(ACCOUNT.token, timestamp, nonce), timestamp, nonce };
}

function isSignedNaively({ signature, timestamp, nonce }: ReturnType<typeof signedQuery>): boolean {
  const expected = createHash('sha1').update([ACCOUNT.token, timestamp, nonce].sort().join('')).digest('hex');
  return timingSafeEqual(Buffer.from(signature), Buffer.from(expected));
}
