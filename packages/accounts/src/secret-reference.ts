import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import * as z from 'zod';

/** Where a secret is. The secret itself never stands in the file, which people share and commit. */
export const SECRET_REFERENCE = z
  .union([z.strictObject({ env: z.string().regex(/^[A-Za-z_]\w*$/) }), z.strictObject({ file: z.string().min(1) })])
  .describe(
    '{ env: NAME } for a variable, or { file: PATH } for a file that holds the value, such as Docker’s secrets',
  );
export type SecretReference = z.infer<typeof SECRET_REFERENCE>;

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
