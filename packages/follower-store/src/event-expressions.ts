import type { Document } from 'mongodb';
import type { EventTime } from './profile.js';

// What MongoDB is asked of the pushes that a follower's document takes into account.

/** The views that are remembered, oldest first. */
export const VIEWS: Document = { $ifNull: ['$order.views', []] };
export const EARLIEST_VIEW = timeOf({ $first: VIEWS });
export const LATEST_VIEW = timeOf({ $last: VIEWS });

/** Anything is later than what is absent. */
export function isLater(time: EventTime | string, other: Document | string | EventTime): Document {
  return { $gt: [time, other] };
}

/** Whether the view of that id is among those that are remembered. */
export function isViewed(id: string): Document {
  return { $in: [id, { $ifNull: ['$order.views.id', []] }] };
}

function timeOf(view: Document): Document {
  return { $getField: { field: 'time', input: view } };
}
