import type { JobKind } from '@wechat-pipeline/jobs';
import type { LifeStepName, PushFields } from '@wechat-pipeline/played-wechat';
import { ANY } from './find-differences.js';

/** What a step of a follower's life has to come to. */
export interface Expectation {
  readonly title: string;
  /** The text of the passive reply; without one the answer is `success`. */
  readonly reply?: string;
  /** Its queue. */
  readonly job?: JobKind;
  /** What of the profile this step changes; `undefined`: is not there. The rest stays as it was. */
  readonly changes?: (fields: PushFields) => Readonly<Record<string, unknown>>;
}

export const LIFE_EXPECTATIONS: Readonly<Record<LifeStepName, Expectation>> = {
  follow: {
    title: 'follow: somebody subscribes to the account',
    job: 'subscribe',
    changes: fields => ({
      subscribed: true,
      lastEventAt: at(fields),
      subscribeTime: at(fields),
      userInfoAt: ANY,
      purgeAt: undefined,
    }),
  },
  text: { title: 'text: they write to the account', reply: '编辑@+您想说的话,我们可以收到' },
  suggestion: { title: 'suggestion: a text that begins with @', reply: '已经收到您的建议,会及时处理!' },
  'page opened': {
    title: 'page opened: they tap a link in the menu',
    job: 'view',
    changes: fields => ({
      lastEventAt: at(fields),
      lastViewAt: at(fields),
      lastViewUrl: fields.EventKey,
      viewCount: 1,
    }),
  },
  unfollow: {
    title: 'unfollow: all that is known of them is deleted',
    job: 'unsubscribe',
    changes: fields => ({ subscribed: false, lastEventAt: at(fields), purgeAt: ANY }),
  },
};

/** The only fields of who has unfollowed. */
export const TOMBSTONE_FIELDS = ['_id', 'appId', 'openid', 'subscribed', 'lastEventAt', 'purgeAt'];

function at({ CreateTime }: PushFields): Date {
  return new Date(CreateTime * 1_000);
}
