import type { ApiPath } from './apis/all.js';

/** What the platform was asked so far. */
export interface Calls {
  /** Requests by API, refused and failed ones included. */
  paths: Partial<Record<ApiPath, number>>;
  /** Answers that were an errcode, by errcode. */
  errcodes: Record<string, number>;
  /** OpenIDs asked for in all calls of batchget together. */
  openidsInBatches: number;
  /** New access tokens, of either API. */
  tokensIssued: number;
  /** Calls of stable_token with force_refresh that had a new token. */
  forcedRefreshes: number;
}

export function noCalls(): Calls {
  return { paths: {}, errcodes: {}, openidsInBatches: 0, tokensIssued: 0, forcedRefreshes: 0 };
}
