import type { JobPush } from '@wechat-pipeline/jobs';
import { pushId, type UserInfo } from '@wechat-pipeline/wechat-core';
import type { Document, UpdateOneModel } from 'mongodb';
import {
  type EventTime,
  INFO_FIELDS,
  type Profile,
  profileId,
  profileInfo,
  REMEMBERED_VIEWS,
  TOMBSTONE_MILLISECONDS,
} from './profile.js';

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
  readonly updateOne: UpdateOneModel<Profile>;
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
  return upsert(who, [
    { $set: { _unsubscribed: UNSUBSCRIBED } },
    { $set: { _counts: isLater(time, '$_unsubscribed') } },
    {
      $set: follower(who, time, {
        order: {
          subscribe: { $max: ['$order.subscribe', time] },
          unsubscribe: '$_unsubscribed',
          views: '$order.views',
        },
      }),
    },
    ...informed(info, askedAt),
  ]);
}

/** A follower opened a page. `info` is what the platform told of one who was not known yet. */
export function viewed(push: JobPush<'view'>, info?: UserInfo, askedAt = new Date(0)): ProfileUpdate {
  const [who, time] = [whoOf(push), eventTime(push)];
  const id = pushId(push.appId, push);
  const isCounted = { $in: [id, { $ifNull: ['$order.views.id', []] }] };
  const isForgotten = {
    $and: [{ $gte: [{ $size: VIEWS }, REMEMBERED_VIEWS] }, { $not: [isLater(time, timeOf({ $first: VIEWS }))] }],
  };
  return upsert(who, [
    { $set: { _unsubscribed: UNSUBSCRIBED, _isLatest: isLater(time, LATEST_VIEW) } },
    {
      $set: {
        _counts: { $and: [isLater(time, '$_unsubscribed'), { $not: [isCounted] }, { $not: [isForgotten] }] },
      },
    },
    {
      $set: follower(who, time, {
        viewCount: { $add: [{ $ifNull: ['$viewCount', 0] }, 1] },
        lastViewAt: { $cond: ['$_isLatest', time.at, '$lastViewAt'] },
        lastViewUrl: { $cond: ['$_isLatest', { $literal: push.eventKey }, '$lastViewUrl'] },
        order: {
          subscribe: '$order.subscribe',
          unsubscribe: '$_unsubscribed',
          views: {
            $slice: [
              { $sortArray: { input: { $concatArrays: [VIEWS, [{ time, id }]] }, sortBy: { time: 1 } } },
              -REMEMBERED_VIEWS,
            ],
          },
        },
      }),
    },
    ...(info ? informed(info, askedAt) : []),
  ]);
}

/** A follower left, or the platform says that they are none. What they did after that, if anything, stays. */
export function unsubscribed(push: JobPush): ProfileUpdate {
  return forgotten(whoOf(push), eventTime(push));
}

/** {@link unsubscribed}, as of the given time. */
export function forgotten(who: Who, time: EventTime): ProfileUpdate {
  return { ...tombstoned(who, time), left: { ...who, time } };
}

function tombstoned(who: Who, time: EventTime): ProfileUpdate {
  const laterViews = { $filter: { input: VIEWS, cond: isLater('$$this.time', time) } };
  const followsAgain = isLater('$order.subscribe', time);
  return upsert(who, [
    {
      $set: {
        _counts: isLater(time, UNSUBSCRIBED),
        _followsAgain: followsAgain,
        _laterViews: laterViews,
      },
    },
    { $set: { _stays: { $or: ['$_followsAgain', { $gt: [{ $size: '$_laterViews' }, 0] }] } } },
    {
      $replaceWith: {
        $cond: [{ $and: ['$_counts', { $not: ['$_stays'] }] }, tombstone(who, time), '$$ROOT'],
      },
    },
    {
      $set: where('$_counts', {
        viewCount: ifViewedLater({
          $cond: [{ $lt: [{ $size: '$_laterViews' }, { $size: VIEWS }] }, { $size: '$_laterViews' }, '$viewCount'],
        }),
        lastViewAt: ifViewedLater('$lastViewAt'),
        lastViewUrl: ifViewedLater('$lastViewUrl'),
        order: {
          subscribe: { $cond: ['$_followsAgain', '$order.subscribe', '$$REMOVE'] },
          unsubscribe: time,
          views: ifViewedLater('$_laterViews'),
        },
      }),
    },
    // Of one who only viewed a page since, the platform has to be asked anew.
    {
      $set: where({ $and: ['$_counts', { $not: ['$_followsAgain'] }] }, { ...NO_INFO, userInfoAt: '$$REMOVE' }),
    },
  ]);
}

/** The platform has told of a follower whose document lacks that. */
export function completed(profile: Profile, info: UserInfo, askedAt: Date): ProfileUpdate {
  return {
    updateOne: {
      filter: { _id: profile._id, subscribed: true },
      update: [{ $set: { _counts: true } }, ...informed(info, askedAt), { $unset: TEMPORARY }],
    },
  };
}

export type Who = Pick<Profile, 'appId' | 'openid'>;

export function whoOf(push: JobPush): Who {
  return { appId: push.appId, openid: push.fromUserName };
}

export function eventTime(push: JobPush): EventTime {
  return { at: new Date(push.createTime * 1_000), receivedAt: new Date(push.receivedAt) };
}

/** The latest unsubscribe that a document knows of; a tombstone tells it by its two dates. */
const UNSUBSCRIBED: Document = {
  $cond: [
    { $eq: ['$subscribed', false] },
    { at: '$lastEventAt', receivedAt: { $subtract: ['$purgeAt', TOMBSTONE_MILLISECONDS] } },
    '$order.unsubscribe',
  ],
};
const VIEWS: Document = { $ifNull: ['$order.views', []] };
const LATEST_VIEW = timeOf({ $last: VIEWS });

const NO_INFO = Object.fromEntries(INFO_FIELDS.map(field => [field, '$$REMOVE']));
const TEMPORARY = ['_unsubscribed', '_counts', '_isLatest', '_followsAgain', '_laterViews', '_stays', '_informs'];

function upsert({ appId, openid }: Who, stages: Document[]): ProfileUpdate {
  return {
    updateOne: {
      filter: { _id: profileId(appId, openid) },
      update: [...stages, { $unset: TEMPORARY }],
      upsert: true,
    },
  };
}

/** The fields of a follower's document, given these values if the push counts. */
function follower({ appId, openid }: Who, { at }: EventTime, fields: Document): Document {
  return {
    appId: { $literal: appId },
    openid: { $literal: openid },
    ...where('$_counts', {
      subscribed: true,
      lastEventAt: { $max: ['$lastEventAt', at] },
      purgeAt: '$$REMOVE',
      ...fields,
    }),
  };
}

function tombstone({ appId, openid }: Who, { at, receivedAt }: EventTime): Document {
  return {
    _id: '$_id',
    appId: { $literal: appId },
    openid: { $literal: openid },
    subscribed: false,
    lastEventAt: at,
    purgeAt: new Date(receivedAt.getTime() + TOMBSTONE_MILLISECONDS),
  };
}

/** All that the platform told takes the place of all that it had told before, unless that is newer. */
function informed(info: UserInfo, askedAt: Date): Document[] {
  const known = Object.entries(profileInfo(info)).map(([field, value]) => [field, { $literal: value }]);
  return [
    { $set: { _informs: { $and: ['$_counts', { $lte: [{ $ifNull: ['$userInfoAt', new Date(0)] }, askedAt] }] } } },
    { $set: where('$_informs', { ...NO_INFO, ...Object.fromEntries(known), userInfoAt: askedAt }) },
  ];
}

/** Each field with its new value where the condition holds, and as it is where not. */
function where(condition: Document | string, fields: Document): Document {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, { $cond: [condition, value, `$${field}`] }]),
  );
}

function ifViewedLater(value: Document | string): Document {
  return { $cond: [{ $gt: [{ $size: '$_laterViews' }, 0] }, value, '$$REMOVE'] };
}

/** Anything is later than what is absent. */
function isLater(time: EventTime | string, other: Document | string | EventTime): Document {
  return { $gt: [time, other] };
}

function timeOf(view: Document): Document {
  return { $getField: { field: 'time', input: view } };
}
