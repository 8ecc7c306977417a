import { type Account, type AccountOptions, type Credentials, createAccount } from './account.js';
import { type Calls, noCalls } from './calls.js';
import { createFaults, type Faults } from './faults.js';
import { createRids, type Rids } from './rids.js';

/** How long answers take, in milliseconds: `single` those of user/info, `batch` those of batchget. Settable live. */
export interface Latency {
  single: number;
  batch: number;
}

/** Who holds the phone whose browser does not say so itself. */
export interface Holder {
  openid: string;
  /** Pages are shown to them as snapshots, with an OpenID that is made up for each view. */
  isSnapshot: boolean;
}

export interface StateOptions extends AccountOptions {
  accounts: readonly Credentials[];
  latency: Partial<Latency>;
  pageSize: number;
}

/** All that the played platform remembers. */
export interface State {
  readonly accounts: readonly Account[];
  readonly faults: Faults;
  readonly rids: Rids;
  phone: Holder | undefined;
  readonly latency: Latency;
  /** OpenIDs on a page of user/get and its like. */
  readonly pageSize: number;
  readonly now: () => number;
  calls: Calls;
  /** The account of that AppID; without one, the first. */
  account(appId?: string): Account;
  /** Everything as at the start: no followers, tags, menus, tokens, faults or used quotas. */
  reset(): void;
}

export function createState(options: StateOptions): State {
  const accounts = options.accounts.map(credentials => createAccount(credentials, options));
  const startLatency = { single: 0, batch: 0, ...options.latency };
  return {
    accounts,
    faults: createFaults(),
    rids: createRids(options.now),
    phone: undefined,
    latency: { ...startLatency },
    pageSize: options.pageSize,
    now: options.now,
    calls: noCalls(),
    account(appId) {
      const account = appId === undefined ? accounts[0] : accounts.find(known => known.appId === appId);
      if (!account) throw new RangeError(`expected the AppID of a played account, got ${appId ?? 'no accounts'}`);
      return account;
    },
    reset() {
      for (const account of accounts) account.reset();
      this.faults.clear();
      this.rids.reset();
      this.phone = undefined;
      Object.assign(this.latency, startLatency);
      this.calls = noCalls();
    },
  };
}
