import type { Collection, Db } from 'mongodb';
import { orAway } from './mongodb-away.js';
import { type EventTime, type Follower, type Profile, profileId, TOMBSTONE_MILLISECONDS } from './profile.js';
import type { Leaving, ProfileUpdate } from './profile-updates.js';
import type { SuggestionStore } from './suggestion-store.js';
import { writeProfiles } from './write-profiles.js';

/** The collection `profiles`. All of it throws {@link DependencyAwayError} while MongoDB is away. */
export interface ProfileStore {
  /** Creates the index that removes tombstones; does nothing where it exists. */
  prepare(): Promise<void>;
  /**
   * Applies the updates, in whatever order; each is applied or none of them is reported as such. Of who left thereby all
   * else that is known goes, too.
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

export function openProfileStore(db: Db, suggestions: SuggestionStore): ProfileStore {
  const profiles: Collection<Profile> = db.collection('profiles');
  const ids = (appId: string, openids: readonly string[]) => openids.map(openid => profileId(appId, openid));

  function find(appId: string, openids: readonly string[]): Promise<readonly Profile[]> {
    return orAway(() => profiles.find({ _id: { $in: ids(appId, openids) } }).toArray());
  }

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
    apply: updates =>
      orAway(async () => {
        if (updates.length > 0) await writeProfiles(profiles, updates);
        // After the tombstones are there: a suggestion that is stored meanwhile looks for them.
        await suggestions.eraseBefore(updates.flatMap(({ left }) => left ?? []));
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
    async leavings(appId, openids) {
      return (await find(appId, openids)).flatMap(profile => {
        const time = leftAt(profile);
        return time ? { appId, openid: profile.openid, time } : [];
      });
    },
  };
}

function leftAt(profile: Profile): EventTime | undefined {
  if (profile.subscribed) return profile.order.unsubscribe;
  return { at: profile.lastEventAt, receivedAt: new Date(profile.purgeAt.getTime() - TOMBSTONE_MILLISECONDS) };
}
