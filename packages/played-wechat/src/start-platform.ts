import { type Credentials, follow, type SentMessage } from './account.js';
import { buildServer } from './build-server.js';
import type { Calls } from './calls.js';
import type { Interaction, MessageWindows } from './conversations.js';
import type { Faults } from './faults.js';
import type { QuotaLimits } from './quotas.js';
import { createState, type Holder, type Latency } from './state.js';
import type { FollowerInfo } from './user-info.js';

export interface PlatformOptions {
  /** The Official Accounts there are. Where an AppID can be given and is not, the first of them is meant. */
  accounts: readonly [Credentials, ...Credentials[]];
  /** `127.0.0.1` by default. The control under `/played` is open to everyone who reaches this address. */
  host?: string;
  /** `0`, the default: a free one. */
  port?: number;
  /** An OpenID that begins so is a follower without being registered; `true`: every OpenID. */
  autoFollow?: string | boolean;
  /** Calls a day by API, over the platform's own; see `dailyQuotas`. */
  quotas?: QuotaLimits;
  /** Calls a minute by API; by the platform stable_token has 10,000. */
  minuteQuotas?: QuotaLimits;
  /** How many messages an account may send, and for how long, after what a follower does; see `messageWindows`. */
  messageWindows?: Partial<MessageWindows>;
  latency?: Partial<Latency>;
  /** OpenIDs on a page of user/get and its like; the platform's, and the default: 10,000, of the blacklist 1,000. */
  pageSize?: number;
  /** Milliseconds since the epoch; `Date.now` by default. */
  now?: () => number;
}

/** The played platform while it runs. */
export interface Platform {
  readonly url: string;
  readonly port: number;
  readonly faults: Faults;
  /** Write to it to change it: `platform.latency.batch = 80`. */
  readonly latency: Latency;
  /** A copy, of this moment. */
  readonly calls: Calls;
  /** Someone follows, or follows again; `info` overrides what user/info tells of them. */
  follow(openid: string, info?: FollowerInfo, appId?: string): void;
  unfollow(openid: string, appId?: string): void;
  /** A follower does what lets the account write to them; a pusher that knows the platform tells it, too. */
  interact(openid: string, interaction: Interaction, appId?: string): void;
  /** The customer messages sent so far; a copy, of this moment. */
  messages(appId?: string): readonly SentMessage[];
  /** Hands the phone over whose browser does not say itself who holds it, as those of `createPhone` do. */
  holdPhone(holder: Pick<Holder, 'openid'> & Partial<Holder>): void;
  /**
   * All current tokens of an account are invalid, 40001 next time. `stuck`: stable_token keeps answering the dead one
   * until it is asked with force_refresh.
   */
  revokeToken(options?: { appId?: string; stuck?: boolean }): void;
  /** All current tokens of an account have expired, 42001 next time. */
  expireToken(options?: { appId?: string }): void;
  /** Everything as at the start: no followers, tags, menus, tokens, codes, faults, messages, counted calls or used quotas. */
  reset(): void;
  close(): Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { accounts, host = '127.0.0.1', port = 0, autoFollow = false, now = Date.now } = options;
  const state = createState({
    accounts,
    now,
    autoFollow: typeof autoFollow === 'string' ? autoFollow : autoFollow ? '' : undefined,
    quotas: options.quotas ?? {},
    minuteQuotas: options.minuteQuotas ?? {},
    messageWindows: options.messageWindows ?? {},
    latency: options.latency ?? {},
    pageSize: Math.min(options.pageSize ?? 10_000, 10_000),
  });
  const server = buildServer(state);
  const url = await server.listen({ host, port });

  return {
    url,
    port: Number(new URL(url).port),
    faults: state.faults,
    latency: state.latency,
    get calls() {
      return structuredClone(state.calls);
    },
    follow: (openid, info, appId) => follow(state.account(appId), openid, info),
    unfollow: (openid, appId) => state.account(appId).followers.unfollow(openid),
    interact: (openid, interaction, appId) => state.account(appId).conversations.interact(openid, interaction),
    messages: appId => structuredClone(state.account(appId).sent),
    holdPhone(holder) {
      state.phone = { isSnapshot: false, ...holder };
    },
    revokeToken: ({ appId, stuck = false } = {}) => state.account(appId).tokens.revoke(stuck),
    expireToken: ({ appId } = {}) => state.account(appId).tokens.expire(),
    reset: () => state.reset(),
    close: () => server.close(),
  };
}
