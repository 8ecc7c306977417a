import { openProfileStore, openSuggestionStore, type Profile, subscribed } from '@wechat-pipeline/follower-store';
import type { JobPush } from '@wechat-pipeline/jobs';
import type { UserInfo } from '@wechat-pipeline/wechat-core';
import type { Collection, Db } from 'mongodb';

/** Somebody has followed, and the platform has told of them. */
export interface Told {
  readonly push: JobPush<'subscribe'>;
  readonly info: UserInfo;
}

/** A way to write what was told of several followers into a collection of profiles. */
export interface Way {
  /** So many of them at a time, and so many writes under way. */
  readonly size: number;
  readonly atOnce: number;
  write(told: readonly Told[]): Promise<void>;
}

export type WayName = 'apply' | 'insertMany' | 'find, insertMany and updates';

/**
 * Ours as workers use it, which put writes that come at the same time together by themselves; and what the same costs by the commands that
 * MongoDB has for it, by whoever needs not think of an order of pushes, of who has left, or of another worker at the same follower.
 */
export function openWays(db: Db, documentOf: (told: Told) => Profile): Readonly<Record<WayName, Way>> {
  const profiles: Collection<Profile> = db.collection('profiles');
  const store = openProfileStore(db, openSuggestionStore(db));
  const raw = { size: 100, atOnce: 4 } as const;
  return {
    apply: {
      size: 100,
      atOnce: 16,
      write: async told => store.apply(told.map(({ push, info }) => subscribed(push, info, new Date()))),
    },
    insertMany: {
      ...raw,
      async write(told) {
        await profiles.insertMany(told.map(documentOf), { ordered: false });
      },
    },
    'find, insertMany and updates': {
      ...raw,
      async write(told) {
        const documents = told.map(documentOf);
        const ids = documents.map(({ _id }) => _id);
        const found = await profiles.find({ _id: { $in: ids } }, { projection: { _id: 1 } }).toArray();
        const there = new Set(found.map(({ _id }) => _id));
        const updates = documents
          .filter(({ _id }) => there.has(_id))
          .map(({ _id, ...fields }) => ({ updateOne: { filter: { _id }, update: { $set: fields } } }));
        const inserts = documents.filter(({ _id }) => !there.has(_id));
        await Promise.all([
          inserts.length > 0 && profiles.insertMany(inserts, { ordered: false }),
          updates.length > 0 && profiles.bulkWrite(updates, { ordered: false }),
        ]);
      },
    },
  };
}

/** Writes all of it in that way. */
export async function writeAll({ size, atOnce, write }: Way, told: readonly Told[]): Promise<void> {
  let first = 0;
  async function writeSome(): Promise<void> {
    while (first < told.length) {
      const group = told.slice(first, first + size);
      first += size;
      await write(group);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, writeSome));
}
