import type { UserInfo } from '@wechat-pipeline/wechat-core';
import type { Document } from 'mongodb';
import { EARLIEST_VIEW, isLater, isViewed, LATEST_VIEW, VIEWS } from './event-expressions.js';
import { newTombstone } from './new-profile.js';
import {
  type EventTime,
  INFO_FIELDS,
  profileInfo,
  REMEMBERED_VIEWS,
  TOMBSTONE_MILLISECONDS,
  type Who,
} from './profile.js';

// The merges as MongoDB computes them: the stages of one pipeline update each.

/** A page that was opened, and the id of the push that tells so. */
export interface Visit {
  readonly time: EventTime;
  readonly id: string;
  readonly url: string;
}

/** Somebody follows, and the platform has told of them. */
export function follow(who: Who, time: EventTime, info: UserInfo, askedAt: Date): Document[] {
  return [
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
    { $unset: TEMPORARY },
  ];
}

/** A follower opened a page. `info` is what the platform told of one who was not known yet. */
export function view(who: Who, { time, id, url }: Visit, info?: UserInfo, askedAt = new Date(0)): Document[] {
  const isCounted = isViewed(id);
  const isForgotten = {
    $and: [{ $gte: [{ $size: VIEWS }, REMEMBERED_VIEWS] }, { $not: [isLater(time, EARLIEST_VIEW)] }],
  };
  return [
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
        lastViewUrl: { $cond: ['$_isLatest', { $literal: url }, '$lastViewUrl'] },
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
    { $unset: TEMPORARY },
  ];
}

/** A follower left, or the platform says that they are none. */
export function leave(who: Who, time: EventTime): Document[] {
  const laterViews = { $filter: { input: VIEWS, cond: isLater('$$this.time', time) } };
  const followsAgain = isLater('$order.subscribe', time);
  return [
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
      $replaceWith: {
        $cond: [{ $and: ['$_counts', { $not: ['$_followsAgain'] }] }, WITHOUT_INFO, '$$ROOT'],
      },
    },
    { $unset: TEMPORARY },
  ];
}

/** The platform has told of a follower whose document lacks that. */
export function completion(info: UserInfo, askedAt: Date): Document[] {
  return [{ $set: { _counts: true } }, ...informed(info, askedAt), { $unset: TEMPORARY }];
}

/** The latest unsubscribe that a document knows of; a tombstone tells it by its two dates. */
const UNSUBSCRIBED: Document = {
  $cond: [
    { $eq: ['$subscribed', false] },
    { at: '$lastEventAt', receivedAt: { $subtract: ['$purgeAt', TOMBSTONE_MILLISECONDS] } },
    '$order.unsubscribe',
  ],
};

/** As one expression: to encode and parse one for each field takes longer than all of the rest. */
const WITHOUT_INFO: Document = {
  $arrayToObject: {
    $filter: {
      input: { $objectToArray: '$$ROOT' },
      cond: { $not: [{ $in: ['$$this.k', [...INFO_FIELDS, 'userInfoAt']] }] },
    },
  },
};
const TEMPORARY = ['_unsubscribed', '_counts', '_isLatest', '_followsAgain', '_laterViews', '_stays', '_informs'];

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

function tombstone(who: Who, time: EventTime): Document {
  const { appId, openid } = who;
  return { ...newTombstone(who, time), _id: '$_id', appId: { $literal: appId }, openid: { $literal: openid } };
}

/** All that the platform told takes the place of all that it had told before, unless that is newer. */
function informed(info: UserInfo, askedAt: Date): Document[] {
  const told = { $literal: { ...profileInfo(info), userInfoAt: askedAt } };
  return [
    { $set: { _informs: { $and: ['$_counts', { $lte: [{ $ifNull: ['$userInfoAt', new Date(0)] }, askedAt] }] } } },
    { $replaceWith: { $cond: ['$_informs', { $mergeObjects: [WITHOUT_INFO, told] }, '$$ROOT'] } },
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
