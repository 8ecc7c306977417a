import type { JobPush } from '@wechat-pipeline/jobs';
import { pushId } from '@wechat-pipeline/wechat-core';
import type { Collection, Db, Filter, FindCursor } from 'mongodb';
import { insertNew } from './insert-new.js';
import { orAway } from './mongodb-away.js';
import { eventTime, type Leaving, whoOf } from './profile-updates.js';

/** What a follower suggested to the account's owner; the collection `suggestions` has one document of each. */
export interface Suggestion {
  /** The id of its push, so that it is there once, whatever is delivered again. */
  readonly _id: string;
  readonly appId: string;
  readonly openid: string;
  /** As it was sent, with the sign in front. */
  readonly text: string;
  /** The push's `CreateTime`. */
  readonly at: Date;
  readonly receivedAt: Date;
}

/** Which suggestions are meant. */
export interface SuggestionQuery {
  readonly appId: string;
  /** Their author. */
  readonly openid?: string | undefined;
  /** Those of that moment and after it. */
  readonly since?: Date | undefined;
}

/** The collection `suggestions`. All of it throws DependencyAwayError while MongoDB is away. */
export interface SuggestionStore {
  /** Creates the indexes by author and by time; does nothing where they exist. */
  prepare(): Promise<void>;
  keep(pushes: readonly JobPush<'suggestion'>[]): Promise<void>;
  /** Erases what was suggested before its author left. */
  eraseBefore(leavings: readonly Leaving[]): Promise<void>;
  /** The latest of them, the very latest first. */
  latest(query: SuggestionQuery, limit: number): Promise<readonly Suggestion[]>;
  /** All of them, in the order in which they came; a few at a time are in memory. */
  all(query: SuggestionQuery): AsyncIterable<Suggestion>;
}

export function openSuggestionStore(db: Db): SuggestionStore {
  const suggestions: Collection<Suggestion> = db.collection('suggestions');
  return {
    prepare: () =>
      orAway(async () => {
        await suggestions.createIndex({ appId: 1, openid: 1, at: 1 });
        await suggestions.createIndex({ appId: 1, ...OLDEST_FIRST });
      }),
    keep: pushes =>
      orAway(async () => {
        await insertNew(suggestions, pushes.map(suggestionOf));
      }),
    eraseBefore: leavings =>
      orAway(async () => {
        const erasures = leavings.map(({ appId, openid, time: { at, receivedAt } }) => ({
          deleteMany: {
            filter: { appId, openid, $or: [{ at: { $lt: at } }, { at, receivedAt: { $lte: receivedAt } }] },
          },
        }));
        if (erasures.length > 0) await suggestions.bulkWrite(erasures, { ordered: false });
      }),
    latest: (query, limit) =>
      orAway(() => suggestions.find(filterOf(query)).sort({ at: -1, receivedAt: -1 }).limit(limit).toArray()),
    all: query => all(suggestions.find(filterOf(query)).sort(OLDEST_FIRST)),
  };
}

/** Within a second of WeChat's clock the order in which they were received counts. */
const OLDEST_FIRST = { at: 1, receivedAt: 1 } as const;

async function* all(found: FindCursor<Suggestion>): AsyncGenerator<Suggestion, void, undefined> {
  try {
    for (let next = await orAway(() => found.next()); next; next = await orAway(() => found.next())) yield next;
  } finally {
    await found.close();
  }
}

function filterOf({ appId, openid, since }: SuggestionQuery): Filter<Suggestion> {
  return { appId, ...(openid !== undefined && { openid }), ...(since && { at: { $gte: since } }) };
}

function suggestionOf(push: JobPush<'suggestion'>): Suggestion {
  return { _id: pushId(push.appId, push), ...whoOf(push), text: push.content, ...eventTime(push) };
}
