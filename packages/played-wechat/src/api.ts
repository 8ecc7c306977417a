import type { Account } from './account.js';
import type { Latency, State } from './state.js';

export interface ApiRequest {
  /** Of a parameter that is given twice, the first. */
  query(name: string): string;
  /** The parsed JSON body; of a GET, empty. */
  body: Record<string, unknown>;
  /** The body as it came. */
  rawBody: string;
}

/** One server API; `apis/all.ts` tells its path. Its functions throw a Refusal to answer with an errcode. */
export interface Api {
  method: 'GET' | 'POST';
  /** Whose call this is: by access token, or by AppID and AppSecret. */
  authenticate(request: ApiRequest, state: State): Account;
  /** Whether the call counts against the account's quota of this API. */
  isMetered: boolean;
  latency?: keyof Latency;
  answer(request: ApiRequest, account: Account, state: State): object;
}
