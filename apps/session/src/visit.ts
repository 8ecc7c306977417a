import type { Accounts } from '@wechat-pipeline/accounts';
import type { ProfileStore } from '@wechat-pipeline/follower-store';
import type { Log } from '@wechat-pipeline/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SessionMetrics } from './metrics.js';
import type { SessionAccount } from './session-accounts.js';

/** What is the same for every request. */
export interface Site {
  /** `SESSION_URL`, without a slash at its end. */
  readonly url: string;
  /** Where the page of web authorization is. */
  readonly authorizeUrl: string;
  readonly sessionSeconds: number;
  readonly accounts: Accounts<SessionAccount>;
  readonly profiles: Pick<ProfileStore, 'findFollower'>;
  readonly metrics: SessionMetrics;
  readonly log: Log;
  readonly now: () => number;
}

/** One request to one account, and its answer. */
export interface Visit {
  readonly site: Site;
  readonly account: SessionAccount;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
