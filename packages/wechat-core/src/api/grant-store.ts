import type { OAuthGrant } from './oauth.js';

/** A code is remembered as long as it would have been good: who has got hold of it gains nothing by that. */
export const REMEMBERED_CODE_MILLISECONDS = 300_000;

/**
 * Where the processes that serve one callback share what codes were worth, each for {@link REMEMBERED_CODE_MILLISECONDS}.
 * Codes and grants are secrets.
 */
export interface GrantStore {
  read(code: string): Promise<OAuthGrant | undefined>;
  store(code: string, grant: OAuthGrant): Promise<void>;
}

/** The memory of a program that serves the callback alone. */
export function memoryGrantStore(now: () => number = Date.now): GrantStore {
  // In the order in which they are forgotten.
  const remembered = new Map<string, { readonly grant: OAuthGrant; readonly until: number }>();

  function forgetOld(): void {
    for (const [code, { until }] of remembered) {
      if (until > now()) return;
      remembered.delete(code);
    }
  }

  return {
    async read(code) {
      forgetOld();
      return remembered.get(code)?.grant;
    },
    async store(code, grant) {
      remembered.delete(code);
      remembered.set(code, { grant, until: now() + REMEMBERED_CODE_MILLISECONDS });
    },
  };
}
