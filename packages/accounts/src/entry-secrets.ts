import type { AccountEntry } from './account-file.js';
import { describeReference, readSecret, type SecretSources } from './read-secret.js';

/** An entry's secrets, each with what it has to look like. */
export const SECRETS = {
  token: {
    pattern: /^[A-Za-z0-9]{3,32}(?:,[A-Za-z0-9]{3,32})?$/,
    meaning: 'a token, 3 to 32 letters and digits; while it is being changed the new one, a comma and the old one',
  },
  appSecret: { pattern: /^\S{1,128}$/, meaning: 'an AppSecret' },
  encodingAesKey: {
    pattern: /^[A-Za-z0-9]{43}(?:,[A-Za-z0-9]{43})?$/,
    meaning: 'an EncodingAESKey, 43 letters and digits; while it is being changed the new one, a comma and the old one',
  },
} as const satisfies Partial<Record<keyof AccountEntry, { readonly pattern: RegExp; readonly meaning: string }>>;
export type SecretName = keyof typeof SECRETS;
/** Of an entry; undefined for one that the entry does not name. */
export type Secrets = { readonly [K in SecretName]?: string };

/** An entry's secrets of those names; `tell` hears of each that is not there, or is not what it should be. */
export function readEntrySecrets(
  entry: AccountEntry,
  names: readonly SecretName[],
  sources: SecretSources,
  tell: (name: SecretName, message: string) => void,
): Secrets {
  const secrets: { [K in SecretName]?: string } = {};
  for (const name of names) {
    const reference = entry[name];
    if (reference === undefined) continue;
    const value = readSecret(reference, sources);
    if (value !== undefined && SECRETS[name].pattern.test(value)) {
      secrets[name] = value;
      continue;
    }
    const came = value === undefined ? 'nothing' : 'something else';
    tell(name, `expected ${describeReference(reference)} to hold ${SECRETS[name].meaning}, got ${came}`);
  }
  return secrets;
}
