import { hash } from 'node:crypto';
import { createEntry, NonceTable, writeEntry } from './nonce-table.js';

/** One delivery of a push: what it was signed with, and what it says. */
export interface Delivery {
  /** Timestamp and nonce, as they were signed. WeChat uses each once, and again at most for a redelivery. */
  readonly nonce: string;
  /** A digest of the document, as decrypted where it came encrypted. */
  readonly digest: string;
}

export function deliveryOf(timestamp: string, nonce: string, document: string | Uint8Array): Delivery {
  return { nonce: `${timestamp}-${nonce}`, digest: hash('sha1', document, 'base64url') };
}

/**
 * Remembers which nonce came with which document. The signature of a plaintext push does not cover its body: who has
 * seen one can sign any body with its query, and is found out by the nonce.
 */
export interface NonceGuard {
  /** False if that nonce has come with another document. */
  admits(delivery: Delivery, now: number): boolean;
}

export interface NonceGuardOptions {
  /** As in the secrets: a nonce is remembered as long as its timestamp would be taken. 0: ten minutes. */
  readonly timestampToleranceSeconds: number;
  /** Nonces that are remembered; of more in that time the oldest are forgotten. 100,000 take about 4 MB. */
  readonly most?: number;
}

/** The guard of one process. Several that serve one account need one that they share, beside it. */
export function createNonceGuard({ timestampToleranceSeconds, most = 100_000 }: NonceGuardOptions): NonceGuard {
  const milliseconds = nonceSeconds(timestampToleranceSeconds) * 1_000;
  // Two generations, each as long as a nonce has to be remembered: forgetting costs nothing.
  let [earlier, current] = [new NonceTable(), new NonceTable()];
  let begun = Number.NEGATIVE_INFINITY;
  // One for all: a new one each time would cost more than filling it.
  const entry = createEntry();

  function turn(now: number): void {
    const age = now - begun;
    if (age < milliseconds && current.size < most / 2) return;
    earlier = age < 2 * milliseconds ? current : new NonceTable();
    current = new NonceTable(current.size);
    begun = now;
  }

  return {
    admits({ nonce, digest }, now) {
      turn(now);
      writeEntry(entry, nonce, digest);
      const place = current.find(entry);
      const isSame = current.isSame(place, entry) ?? earlier.isSame(earlier.find(entry), entry);
      if (isSame === undefined) current.put(place, entry);
      return isSame !== false;
    },
  };
}

/** How long a nonce has to be remembered: a timestamp may lie ahead by the tolerance, and is taken until as much after. */
export function nonceSeconds(timestampToleranceSeconds: number): number {
  return 2 * (timestampToleranceSeconds || 300);
}
