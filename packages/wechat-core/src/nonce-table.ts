import { randomBytes } from 'node:crypto';
import { codeAt } from './code-at.js';

/** A nonce and what it came with, each as two numbers of 32 bits. */
export type Entry = Uint32Array;

/** Known to this process alone, so that nobody can look for two texts with one fingerprint but by asking us. */
const SEED = randomBytes(4).readUInt32LE();

export function createEntry(): Entry {
  return new Uint32Array(SLOT);
}

export function writeEntry(entry: Entry, nonce: string, digest: string): void {
  writeFingerprint(nonce, entry, 0);
  writeFingerprint(digest, entry, 2);
  // Of an empty slot it is 0.
  entry[0]! |= 1;
}

/** Both halves go through every character, by other factors each, and mix in the end. */
function writeFingerprint(text: string, into: Entry, at: number): void {
  let [one, other] = [0x9e3779b9 ^ SEED, 0x85ebca6b ^ SEED];
  for (let index = 0; index < text.length; index += 1) {
    const code = codeAt(text, index);
    one = Math.imul(one ^ code, 0x9e3779b1);
    other = Math.imul(other ^ code, 0x5f356495);
  }
  one = Math.imul(one ^ (one >>> 16), 0x85ebca6b) ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35);
  other = Math.imul(other ^ (other >>> 16), 0x85ebca6b) ^ Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  into[at] = one;
  into[at + 1] = other;
}

/** Numbers that one entry takes. */
const SLOT = 4;
const FIRST_CAPACITY = 1_024;

/**
 * Nonces, each with the digest that it came with. As strings in a Map they would cost each push more than its signature,
 * most of it for the garbage collector, which has to go through them again and again.
 */
export class NonceTable {
  #slots: Uint32Array;
  #size = 0;

  /** @param expected so many are to be noted; of more it grows */
  constructor(expected = 0) {
    let capacity = FIRST_CAPACITY;
    while (capacity < 2 * expected) capacity *= 2;
    this.#slots = new Uint32Array(SLOT * capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** Where the nonce is, or an empty slot where it would be. At most half of the slots are taken, so that one is near. */
  find(entry: Entry): number {
    const slots = this.#slots;
    let at = (entry[1]! * SLOT) & (slots.length - 1);
    while (slots[at] !== 0 && (slots[at] !== entry[0] || slots[at + 1] !== entry[1]))
      at = (at + SLOT) & (slots.length - 1);
    return at;
  }

  /** Whether the nonce that was looked for came with this digest; undefined if it did not come. */
  isSame(at: number, entry: Entry): boolean | undefined {
    const slots = this.#slots;
    if (slots[at] === 0) return undefined;
    return slots[at + 2] === entry[2] && slots[at + 3] === entry[3];
  }

  /** Notes a nonce in the empty slot that was found for it. */
  put(at: number, entry: Entry): void {
    this.#write(at, entry);
    this.#size += 1;
    if (2 * SLOT * this.#size >= this.#slots.length) this.#grow();
  }

  #write(at: number, entry: Entry): void {
    const slots = this.#slots;
    // One by one: for four numbers `set` takes longer.
    for (let part = 0; part < SLOT; part += 1) slots[at + part] = entry[part]!;
  }

  #grow(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(2 * before.length);
    for (let at = 0; at < before.length; at += SLOT) {
      const entry = before.subarray(at, at + SLOT);
      if (entry[0] !== 0) this.#write(this.find(entry), entry);
    }
  }
}
