import type { JobPush } from '@wechat-pipeline/jobs';
import { pushId, type UserInfo } from '@wechat-pipeline/wechat-core';
import type { Document, UpdateOneModel } from 'mongodb';
import { followAgain, viewNext } from './latest-word.js';
import { completion, follow, leave, view } from './merge-stages.js';
import { newFollower, newTombstone } from './new-profile.js';
import { type EventTime, type Profile, profileId, type Who } from './profile.js';

/**
 * What a push, or the platform's own word, does to a follower's document: merges, one atomic update each, that may be
 * applied in any order and any number of times and end in the same document. They run inside of MongoDB, because another worker may be at work
 * on the same follower in this moment.
 *
 * The rules, for a follower's pushes in the order of (`CreateTime`, received):
 * - an unsubscribe deletes everything before it;
 * - a subscribe makes a follower; so does a view, since only followers have the menu, and it is counted;
 * - of two at the same instant the unsubscribe counts: to delete is the safe side.
 */
export interface ProfileUpdate {
  readonly who: Who;
  /** The merge, into whatever document there is. */
  merge(): UpdateOneModel<Profile>;
  /** The very document that the merge makes of nothing; without it, it makes none. */
  create?(): Profile;
  /** What the merge does to a follower of whom nothing later is known, at half of its cost; else it changes nothing. */
  append?(): UpdateOneModel<Profile>;
  /** Where it means that somebody left: what else is known of them goes, too. */
  readonly left?: Leaving;
}

/** Who left, and when. */
export interface Leaving extends Who {
  readonly time: EventTime;
}

/** Somebody follows, and the platform has told of them. */
export function subscribed(push: JobPush<'subscribe'>, info: UserInfo, askedAt: Date): ProfileUpdate {
  return followed(whoOf(push), eventTime(push), info, askedAt);
}

/**
 * The platform tells of a follower without their having pushed anything: as if their subscribe push, of `subscribe_time`,
 * had come in the moment of the question. Whoever leaves later than they followed is not brought back by it.
 */
export function listed(appId: string, info: UserInfo, askedAt: Date): ProfileUpdate {
  // Without a time it is earlier than whatever is known of them.
  const at = new Date((info.subscribe_time ?? 0) * 1_000);
  return followed({ appId, openid: info.openid }, { at, receivedAt: askedAt }, info, askedAt);
}

function followed(who: Who, time: EventTime, info: UserInfo, askedAt: Date): ProfileUpdate {
  return {
    who,
    merge: () => upsert(who, follow(who, time, info, askedAt)),
    create: () => newFollower(who, time, { order: { subscribe: time } }, info, askedAt),
    append: () => update(who, followAgain(time, info, askedAt)),
  };
}

/** A follower opened a page. `info` is what the platform told of one who was not known yet. */
export function viewed(push: JobPush<'view'>, info?: UserInfo, askedAt = new Date(0)): ProfileUpdate {
  const [who, time] = [whoOf(push), eventTime(push)];
  const visit = { time, id: pushId(push.appId, push), url: push.eventKey };
  return {
    who,
    merge: () => upsert(who, view(who, visit, info, askedAt)),
    create() {
      const { id, url } = visit;
      const order = { views: [{ time, id }] };
      return newFollower(who, time, { viewCount: 1, lastViewAt: time.at, lastViewUrl: url, order }, info, askedAt);
    },
    ...(info === undefined && { append: () => update(who, viewNext(visit)) }),
  };
}

/** A follower left, or the platform says that they are none. What they did after that, if anything, stays. */
export function unsubscribed(push: JobPush): ProfileUpdate {
  return forgotten(whoOf(push), eventTime(push));
}

/** {@link unsubscribed}, as of the given time. */
export function forgotten({ appId, openid }: Who, time: EventTime): ProfileUpdate {
  const who = { appId, openid };
  return {
    who,
    merge: () => upsert(who, leave(who, time)),
    create: () => newTombstone(who, time),
    left: { ...who, time },
  };
}

/** The platform has told of a follower whose document lacks that. */
export function completed({ appId, openid }: Who, info: UserInfo, askedAt: Date): ProfileUpdate {
  const who = { appId, openid };
  return {
    who,
    merge: () => ({
      filter: { _id: profileId(who.appId, who.openid), subscribed: true },
      update: completion(info, askedAt),
    }),
  };
}

function update({ appId, openid }: Who, stages: Document[]): UpdateOneModel<Profile> {
  return { filter: { _id: profileId(appId, openid) }, update: stages };
}

function upsert(who: Who, stages: Document[]): UpdateOneModel<Profile> {
  return { ...update(who, stages), upsert: true };
}

export function whoOf(push: JobPush): Who {
  return { appId: push.appId, openid: push.fromUserName };
}

export function eventTime(push: JobPush): EventTime {
  return { at: new Date(push.createTime * 1_000), receivedAt: new Date(push.receivedAt) };
}
