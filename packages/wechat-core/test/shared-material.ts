import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Vectors and fixtures collected from other implementations; they lie beside the project, not in it. */
const DIRECTORY = join(import.meta.dirname, '../../../../../shared/wechat');

export const SHARED_MATERIAL = existsSync(DIRECTORY) ? {} : { skip: `there is no ${DIRECTORY} on this machine` };

export function readVectors(): readonly Record<string, string>[] {
  const directory = join(DIRECTORY, 'vectors');
  return readdirSync(directory).map(name => JSON.parse(readFileSync(join(directory, name), 'utf8')));
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
