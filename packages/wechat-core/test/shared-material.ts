import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Vectors and fixtures collected from other implementations; they lie beside the project, not in it. */
const DIRECTORY = join(import.meta.dirname, '../../../../../shared/wechat');

export const SHARED_MATERIAL = existsSync(DIRECTORY) ? {} : { skip: `there is no ${DIRECTORY} on this machine` };

/** A push, or a part of one, with what it is made of. */
export interface Vector {
  readonly id: string;
  readonly kind?: string;
  readonly token?: string;
  readonly encodingAESKey?: string;
  readonly appid?: string;
  readonly timestamp?: string;
  readonly nonce?: string;
  readonly signature?: string;
  readonly msg_signature?: string;
  readonly encrypt?: string;
  readonly decrypted?: { readonly msg: string; readonly appid: string; readonly random16: { readonly text?: string } };
  /** Of a negative vector that is to be accepted. */
  readonly plaintext?: string;
}

const NEGATIVE = 'negative-derived.json';

export function readVectors(): readonly Vector[] {
  const directory = join(DIRECTORY, 'vectors');
  const names = readdirSync(directory).filter(name => name !== NEGATIVE);
  return names.map(name => JSON.parse(readFileSync(join(directory, name), 'utf8')));
}

export function readNegativeVectors(): readonly Vector[] {
  return JSON.parse(readFileSync(join(DIRECTORY, 'vectors', NEGATIVE), 'utf8')).cases;
}

export interface Fixture {
  readonly file: string;
  readonly kind: 'message' | 'event' | 'reply';
  readonly MsgType: string;
  readonly Event?: string | null;
  readonly fields: readonly string[];
}

export function readFixtures(): readonly (Fixture & { readonly document: string })[] {
  const directory = join(DIRECTORY, 'fixtures');
  const index: readonly Fixture[] = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8'));
  return index.map(fixture => ({ ...fixture, document: readFileSync(join(directory, fixture.file), 'utf8') }));
}
