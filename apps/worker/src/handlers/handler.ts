import type { PageViewStore, ProfileStore, SuggestionStore } from '@wechat-pipeline/follower-store';
import type { JobKind, JobPush } from '@wechat-pipeline/jobs';
import type { Inquiry } from '../inquiry.js';

/**
 * Works on the pushes of one job. It may run twice for the same push, so whatever it does must bear repetition.
 *
 * Returns the pushes that it could not do; they are tried again, each alone. Throws what concerns all of them.
 */
export type Handler<K extends JobKind> = (
  pushes: readonly JobPush<K>[],
  context: HandlerContext,
) => Promise<readonly Setback[]>;

/** A kind without a handler does not compile. */
export type Handlers = { readonly [K in JobKind]: Handler<K> };

export interface HandlerContext {
  /** The account whose pushes these are. */
  readonly appId: string;
  /** Its server API, for what is to be known of followers. */
  readonly inquiry: Inquiry;
  readonly profiles: ProfileStore;
  readonly suggestions: SuggestionStore;
  readonly pageViews: PageViewStore;
}

export interface Setback {
  readonly push: JobPush;
  readonly error: Error;
}
