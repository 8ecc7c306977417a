import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SecretReference } from './secret-reference.js';

export interface SecretSources {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Paths are relative to it. */
  readonly accountFile: string;
}

/** The secret, or undefined if there is none there. */
export function readSecret(
  reference: SecretReference,
  { environment, accountFile }: SecretSources,
): string | undefined {
  if ('env' in reference) return environment[reference.env]?.trim() || undefined;
  try {
    return readFileSync(resolve(dirname(accountFile), reference.file), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

export function describeReference(reference: SecretReference): string {
  return 'env' in reference ? `the variable ${reference.env}` : `the file ${reference.file}`;
}
