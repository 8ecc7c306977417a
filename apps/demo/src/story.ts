import type { JobKind } from '@wechat-pipeline/jobs';
import { type Platform, type PushFields, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import { ANY } from './find-differences.js';
import { PLAYED_ACCOUNT, type PlayedAccount, SHOP } from './played-accounts.js';

/** What a follower does, and what has to come of it. */
export interface Step {
  readonly title: string;
  readonly account: PlayedAccount;
  readonly push: (openid: string) => PushFields;
  /** What changes on the platform itself, before it pushes. */
  readonly onPlatform?: (platform: Platform, fields: PushFields, appId: string) => void;
  /** The text of the passive reply; without one the answer is `success`. */
  readonly reply?: string;
  /** Its queue. */
  readonly job?: JobKind;
  /** What of the profile this step changes; `undefined`: is not there. The rest stays as it was. */
  readonly changes?: (fields: PushFields) => Readonly<Record<string, unknown>>;
  /** Of all else that was known nothing is left. */
  readonly erases?: true;
  /** The text that is stored as a suggestion; null: all of theirs are gone. */
  readonly suggestion?: string | null;
  /** The owner's business logic hears of it, by a webhook. */
  readonly isDelivered?: true;
  /** How they come to the page for followers then, each time that they open it. */
  readonly visits?: readonly Visit[];
}

/** Somebody opens the page for followers on their phone. */
export interface Visit {
  /** Whether they are sent through WeChat's web authorization, which tells who they are without asking them. */
  readonly isAuthorized: boolean;
  readonly sees: 'the page' | 'how to follow';
}

const SUGGESTION = '@希望菜单里有地图';

const follow = {
  push: openid => subscribe(openid),
  onPlatform: (platform, { FromUserName, CreateTime }, appId) =>
    platform.follow(FromUserName, { subscribe_time: CreateTime }, appId),
  job: 'subscribe',
  changes: fields => ({
    subscribed: true,
    lastEventAt: at(fields),
    subscribeTime: at(fields),
    userInfoAt: ANY,
    purgeAt: undefined,
  }),
} satisfies Partial<Step>;

const unfollow = {
  push: openid => unsubscribe(openid),
  onPlatform: (platform, { FromUserName }, appId) => platform.unfollow(FromUserName, appId),
  job: 'unsubscribe',
  changes: fields => ({ subscribed: false, lastEventAt: at(fields), purgeAt: ANY }),
  erases: true,
} satisfies Partial<Step>;

/** The lives of two followers, of one account each; the answers are those of account.yml, and `page` is in its menu. */
export const storyOf = (page: string): readonly Step[] => [
  { title: 'follow: somebody subscribes to the account', account: PLAYED_ACCOUNT, ...follow, isDelivered: true },
  {
    title: 'keyword: they ask for the opening hours',
    account: PLAYED_ACCOUNT,
    push: openid => text(openid, '请问营业时间？'),
    reply: '每天 9:00 至 21:00，欢迎光临！',
  },
  {
    title: 'text: they write what no keyword matches',
    account: PLAYED_ACCOUNT,
    push: openid => text(openid, '你好'),
    reply: '编辑@+您想说的话,我们可以收到',
  },
  {
    title: 'suggestion: a text that begins with @',
    account: PLAYED_ACCOUNT,
    push: openid => text(openid, SUGGESTION),
    reply: '已经收到您的建议,会及时处理!',
    job: 'suggestion',
    suggestion: SUGGESTION,
  },
  {
    title: 'page opened: they tap a link in the menu',
    account: PLAYED_ACCOUNT,
    push: openid => view(openid, page),
    job: 'view',
    changes: fields => ({ lastEventAt: at(fields), lastViewAt: at(fields), lastViewUrl: page, viewCount: 1 }),
    visits: [
      { isAuthorized: true, sees: 'the page' },
      { isAuthorized: false, sees: 'the page' },
    ],
  },
  {
    title: 'unfollow: all that is known of them is deleted',
    account: PLAYED_ACCOUNT,
    ...unfollow,
    isDelivered: true,
    suggestion: null,
    visits: [{ isAuthorized: true, sees: 'how to follow' }],
  },
  { title: 'second account: somebody subscribes to the shop', account: SHOP, ...follow, reply: '欢迎光临小店！' },
  { title: 'second account: they leave it', account: SHOP, ...unfollow },
];

/** When the push says that it happened. */
export function at({ CreateTime }: PushFields): Date {
  return new Date(CreateTime * 1_000);
}
