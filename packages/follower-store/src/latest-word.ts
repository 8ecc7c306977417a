import type { UserInfo } from '@wechat-pipeline/wechat-core';
import type { Document } from 'mongodb';
import { isLater, isViewed, LATEST_VIEW, VIEWS } from './event-expressions.js';
import type { Visit } from './merge-stages.js';
import { type EventTime, INFO_FIELDS, profileInfo, REMEMBERED_VIEWS } from './profile.js';

// What nearly all pushes of somebody who follows are: the latest word on them. What the merge makes of that is one expression, which
// MongoDB reads and computes in half of the time; of whoever it is not true for it leaves the document as it is.

/** {@link follow} once more, of one who follows, and of whom the platform tells no less than before. */
export function followAgain(time: EventTime, info: UserInfo, askedAt: Date): Document[] {
  const told = { ...profileInfo(info), userInfoAt: askedAt };
  const untold = INFO_FIELDS.filter(field => !Object.hasOwn(told, field));
  return ifLatest(
    [
      isLater(time, '$order.subscribe'),
      isLater(time, '$order.unsubscribe'),
      { $lte: ['$lastEventAt', time.at] },
      { $lte: ['$userInfoAt', askedAt] },
      { $eq: [{ $ifNull: [null, ...untold.map(field => `$${field}`), null] }, null] },
    ],
    { lastEventAt: time.at, ...ordered({ subscribe: time }) },
    { $literal: told },
  );
}

/** {@link view} of a follower, later than all that they have viewed. */
export function viewNext({ time, id, url }: Visit): Document[] {
  return ifLatest([isLater(time, LATEST_VIEW), isLater(time, '$order.unsubscribe'), { $not: [isViewed(id)] }], {
    lastEventAt: { $max: ['$lastEventAt', time.at] },
    viewCount: { $add: [{ $ifNull: ['$viewCount', 0] }, 1] },
    lastViewAt: time.at,
    lastViewUrl: { $literal: url },
    ...ordered({ views: { $slice: [{ $concatArrays: [VIEWS, [{ time, id }]] }, -REMEMBERED_VIEWS] } }),
  });
}

/** The follower's document with these fields if the conditions hold. */
function ifLatest(conditions: readonly Document[], ...fields: readonly Document[]): Document[] {
  const isLatest = { $and: [{ $eq: ['$subscribed', true] }, ...conditions] };
  return [{ $replaceWith: { $cond: [isLatest, { $mergeObjects: ['$$ROOT', ...fields] }, '$$ROOT'] } }];
}

function ordered(fields: Document): Document {
  return { order: { $mergeObjects: ['$order', fields] } };
}
