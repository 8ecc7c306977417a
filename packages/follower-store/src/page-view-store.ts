import type { JobPush } from '@wechat-pipeline/jobs';
import { groupCommit } from '@wechat-pipeline/service';
import { pushId } from '@wechat-pipeline/wechat-core';
import type { Collection, Db } from 'mongodb';
import { insertNew } from './insert-new.js';
import { failureOf, orAway } from './mongodb-away.js';
import { dayInShanghai, startOfDay } from './shanghai-day.js';

/** For how many days, the current one among them, visits are kept: a year can be compared with the one before. */
export const PAGE_VIEW_DAYS = 400;

/**
 * A page that was opened from the menu; the collection `page_views` has one document of each visit. It has no OpenID and no
 * time of day, so that nothing is to be erased when the visitor leaves, and the counts stay.
 */
export interface PageView {
  /** The id of its push, so that it is there once, whatever is delivered again. */
  readonly _id: string;
  readonly appId: string;
  /** The day of the push's `CreateTime` in Asia/Shanghai, such as `2026-11-24`. */
  readonly day: string;
  readonly url: string;
  /** The menu that it was opened from, the default one or a conditional one; absent if the push does not tell. */
  readonly menuId?: string;
  /** {@link PAGE_VIEW_DAYS} after the beginning of the day. */
  readonly purgeAt: Date;
}

/** Which visits are meant. */
export interface PageViewQuery {
  readonly appId: string;
  /** The first day, such as `2026-11-01`. */
  readonly since: string;
  /** The last day. */
  readonly until: string;
}

/** How often a page was opened from a menu on a day. */
export interface PageUsage extends Pick<PageView, 'day' | 'url' | 'menuId'> {
  readonly views: number;
}

/** The collection `page_views`. All of it throws DependencyAwayError while MongoDB is away. */
export interface PageViewStore {
  /** Creates the index that counting uses and the one that removes old visits; does nothing where they exist. */
  prepare(): Promise<void>;
  /** Notes these visits, together with what others note at the same time; one that has been noted is not counted again. */
  note(pushes: readonly JobPush<'view'>[]): Promise<void>;
  /** What was opened on which day, the earliest first; what nobody opened is not in it. */
  usage(query: PageViewQuery): Promise<readonly PageUsage[]>;
}

/** Visits in one write. */
const MOST_VISITS = 500;
const MOST_WRITES = 2;

export function openPageViewStore(db: Db): PageViewStore {
  const pageViews: Collection<PageView> = db.collection('page_views');
  const note = groupCommit<JobPush<'view'>, JobPush<'view'>>(
    { most: MOST_VISITS, atOnce: () => MOST_WRITES, onFailure: failureOf },
    async pushes => {
      await orAway(() => insertNew(pageViews, pushes.map(pageViewOf)));
      return pushes;
    },
  );
  return {
    prepare: () =>
      orAway(async () => {
        // It has all that is asked for: no document is read to be counted.
        await pageViews.createIndex({ appId: 1, day: 1, url: 1, menuId: 1 });
        await pageViews.createIndex({ purgeAt: 1 }, { expireAfterSeconds: 0 });
      }),
    async note(pushes) {
      await note(pushes);
    },
    usage: ({ appId, since, until }) =>
      orAway(async () => {
        const counted = await pageViews
          .aggregate<{ readonly _id: Entry; readonly views: number }>([
            { $match: { appId, day: { $gte: since, $lte: until } } },
            { $group: { _id: { day: '$day', url: '$url', menuId: '$menuId' }, views: { $sum: 1 } } },
            { $sort: { _id: 1 } },
          ])
          .toArray();
        return counted.map(({ _id: { menuId, ...entry }, views }) => ({
          ...entry,
          // An index has null for what a document lacks.
          ...(menuId !== null && menuId !== undefined && { menuId }),
          views,
        }));
      }),
  };
}

interface Entry extends Pick<PageView, 'day' | 'url'> {
  readonly menuId?: string | null;
}

function pageViewOf(push: JobPush<'view'>): PageView {
  const { appId, createTime, eventKey: url, menuId } = push;
  const day = dayInShanghai(new Date(createTime * 1_000));
  const purgeAt = new Date(startOfDay(day).getTime() + PAGE_VIEW_DAYS * 86_400_000);
  return { _id: pushId(appId, push), appId, day, url, ...(menuId !== undefined && { menuId }), purgeAt };
}
