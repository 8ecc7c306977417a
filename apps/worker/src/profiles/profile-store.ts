import {
  type AnyBulkWriteOperation,
  type Collection,
  type Db,
  MongoBulkWriteError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerSelectionError,
} from 'mongodb';
import { DependencyAwayError } from '../dependency-away-error.js';
import { type Follower, type Profile, profileId } from './profile.js';
import type { ProfileUpdate } from './profile-updates.js';

/** The collection `profiles`. All of it throws {@link DependencyAwayError} while MongoDB is away. */
export interface ProfileStore {
  /** Creates the index that removes tombstones; does nothing where it exists. */
  prepare(): Promise<void>;
  /** Applies the updates, in whatever order; each is applied or none of them is reported as such. */
  apply(updates: readonly ProfileUpdate[]): Promise<void>;
  /** Of these OpenIDs those that are followers and of whom the platform has told. */
  known(appId: string, openids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these OpenIDs the followers of whom the platform has not told yet. */
  incomplete(appId: string, openids: readonly string[]): Promise<readonly Follower[]>;
}

const DUPLICATE_KEY = 11_000;

export function openProfileStore(db: Db): ProfileStore {
  const profiles: Collection<Profile> = db.collection('profiles');
  const ids = (appId: string, openids: readonly string[]) => openids.map(openid => profileId(appId, openid));

  async function write(operations: AnyBulkWriteOperation<Profile>[]): Promise<void> {
    try {
      await profiles.bulkWrite(operations, { ordered: false });
    } catch (error) {
      const lost = lostRaces(error);
      if (lost === undefined) throw error;
      await profiles.bulkWrite(
        lost.map(index => operations[index]!),
        { ordered: false },
      );
    }
  }

  return {
    prepare: () =>
      orAway(async () => {
        await profiles.createIndex({ purgeAt: 1 }, { expireAfterSeconds: 0 });
      }),
    apply: updates =>
      orAway(async () => {
        if (updates.length > 0) await write(updates.map(updateOne => ({ updateOne })));
      }),
    known: (appId, openids) =>
      orAway(async () => {
        const filter = { _id: { $in: ids(appId, openids) }, subscribed: true, userInfoAt: { $exists: true } };
        const found = await profiles.find(filter, { projection: { openid: 1 } }).toArray();
        return new Set(found.map(({ openid }) => openid));
      }),
    incomplete: (appId, openids) =>
      orAway(async () => {
        const filter = { _id: { $in: ids(appId, openids) }, subscribed: true, userInfoAt: { $exists: false } };
        return profiles.find<Follower>(filter).toArray();
      }),
  };
}

/** Which operations failed because somebody else inserted the same follower in that moment; undefined if any failed otherwise. */
function lostRaces(error: unknown): readonly number[] | undefined {
  if (!(error instanceof MongoBulkWriteError)) return undefined;
  const failures = [error.writeErrors].flat();
  return failures.length > 0 && failures.every(({ code }) => code === DUPLICATE_KEY)
    ? failures.map(({ index }) => index)
    : undefined;
}

async function orAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAway(error) ? new DependencyAwayError('mongodb', error) : error;
  }
}

function isAway(error: unknown): boolean {
  // A bulk write wraps whatever came up. If MongoDB refused no single write, then it was not the writes' fault.
  if (error instanceof MongoBulkWriteError) return [error.writeErrors].flat().length === 0;
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError))
  );
}
