import { type AdaptiveLimit, createAdaptiveLimit, DependencyAwayError, groupCommit } from '@wechat-pipeline/service';
import type { Collection, Db } from 'mongodb';
import { failureOf, orAway } from './mongodb-away.js';
import { type EventTime, type Follower, type Profile, profileId, TOMBSTONE_MILLISECONDS } from './profile.js';
import type { Leaving, ProfileUpdate } from './profile-updates.js';
import type { SuggestionStore } from './suggestion-store.js';
import { writeProfiles } from './write-profiles.js';

/** The collection `profiles`. All of it throws {@link DependencyAwayError} while MongoDB is away. */
export interface ProfileStore {
  /** Creates the index that removes tombstones; does nothing where it exists. */
  prepare(): Promise<void>;
  /**
   * Applies the updates, in whatever order, together with what others apply at the same time; each is applied or none of them is
   * reported as such. Of who left thereby all else that is known goes, too.
   */
  apply(updates: readonly ProfileUpdate[]): Promise<void>;
  /** What is kept of these OpenIDs, of those of whom anything is. */
  find(appId: string, openids: readonly string[]): Promise<readonly Profile[]>;
  /** What is kept of that OpenID if it is a follower's now. */
  findFollower(appId: string, openid: string): Promise<Follower | undefined>;
  /** Of these OpenIDs those that are followers and of whom the platform has told. */
  known(appId: string, openids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Of these OpenIDs the followers of whom the platform has not told yet. */
  incomplete(appId: string, openids: readonly string[]): Promise<readonly Follower[]>;
  /** When those of these OpenIDs who have left did so last, also if they have come back since. */
  leavings(appId: string, openids: readonly string[]): Promise<readonly Leaving[]>;
}

export interface ProfileStoreOptions {
  /** How many writes may be under way; {@link createWriteLimit} by default. */
  readonly limit?: AdaptiveLimit;
  /** Hears how many updates are written together. */
  readonly onWrite?: (updates: number) => void;
}

/** Updates in one write. */
const MOST_UPDATES = 500;
const MOST_WRITES = 4;
/** A write that takes less than this is not slow, in milliseconds. */
const PATIENCE_MILLISECONDS = 250;

export function createWriteLimit(): AdaptiveLimit {
  return createAdaptiveLimit({ most: MOST_WRITES, patienceMilliseconds: PATIENCE_MILLISECONDS });
}

export function openProfileStore(
  db: Db,
  suggestions: SuggestionStore,
  { limit = createWriteLimit(), onWrite }: ProfileStoreOptions = {},
): ProfileStore {
  const profiles: Collection<Profile> = db.collection('profiles');
  const ids = (appId: string, openids: readonly string[]) => openids.map(openid => profileId(appId, openid));

  function find(appId: string, openids: readonly string[]): Promise<readonly Profile[]> {
    return orAway(() => profiles.find({ _id: { $in: ids(appId, openids) } }).toArray());
  }

  async function write(updates: readonly ProfileUpdate[]): Promise<void> {
    await writeProfiles(profiles, updates);
    // After the tombstones are there: a suggestion that is stored meanwhile looks for them.
    await suggestions.eraseBefore(updates.flatMap(({ left }) => left ?? []));
  }

  const apply = groupCommit<ProfileUpdate, ProfileUpdate>(
    {
      most: MOST_UPDATES,
      atOnce: () => limit.current,
      onFailure: failureOf,
    },
    async updates => {
      onWrite?.(updates.length);
      const end = limit.begin(loadOf(updates));
      try {
        await orAway(() => write(updates));
        end('answered');
        return updates;
      } catch (error) {
        end(error instanceof DependencyAwayError ? 'trouble' : 'answered');
        throw error;
      }
    },
  );

  return {
    find,
    async findFollower(appId, openid) {
      const [profile] = await find(appId, [openid]);
      return profile?.subscribed ? profile : undefined;
    },
    prepare: () =>
      orAway(async () => {
        await profiles.createIndex({ purgeAt: 1 }, { expireAfterSeconds: 0 });
      }),
    async apply(updates) {
      await apply(updates);
    },
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
    async leavings(appId, openids) {
      return (await find(appId, openids)).flatMap(profile => {
        const time = leftAt(profile);
        return time ? { appId, openid: profile.openid, time } : [];
      });
    },
  };
}

/** Writes of about the same size. */
function loadOf(updates: readonly ProfileUpdate[]): string {
  return String(Math.ceil(Math.log2(updates.length)));
}

function leftAt(profile: Profile): EventTime | undefined {
  if (profile.subscribed) return profile.order.unsubscribe;
  return { at: profile.lastEventAt, receivedAt: new Date(profile.purgeAt.getTime() - TOMBSTONE_MILLISECONDS) };
}
