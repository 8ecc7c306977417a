import type { JobPush } from '@wechat-pipeline/jobs';
import { pushId } from '@wechat-pipeline/wechat-core';
import type { Collection, Db } from 'mongodb';
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

/** The collection `suggestions`. All of it throws DependencyAwayError while MongoDB is away. */
export interface SuggestionStore {
  /** Creates the index by follower; does nothing where it exists. */
  prepare(): Promise<void>;
  keep(pushes: readonly JobPush<'suggestion'>[]): Promise<void>;
  /** Erases what was suggested before its author left. */
  eraseBefore(leavings: readonly Leaving[]): Promise<void>;
}

export function openSuggestionStore(db: Db): SuggestionStore {
  const suggestions: Collection<Suggestion> = db.collection('suggestions');
  return {
    prepare: () =>
      orAway(async () => {
        await suggestions.createIndex({ appId: 1, openid: 1, at: 1 });
      }),
    keep: pushes =>
      orAway(async () => {
        const upserts = pushes.map(push => {
          const { _id, ...suggestion } = suggestionOf(push);
          return { updateOne: { filter: { _id }, update: { $setOnInsert: suggestion }, upsert: true } };
        });
        if (upserts.length > 0) await suggestions.bulkWrite(upserts, { ordered: false });
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
  };
}

function suggestionOf(push: JobPush<'suggestion'>): Suggestion {
  return { _id: pushId(push.appId, push), ...whoOf(push), text: push.content, ...eventTime(push) };
}
