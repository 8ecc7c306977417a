import type { JobPush } from '@wechat-pipeline/jobs';
import { CREDENTIALS } from './start-account.js';

/** 2096-10-02T07:06:40Z, in seconds since the epoch: MongoDB removes tombstones whose time has passed. */
export const SECOND = 4_000_000_000;

interface When {
  /** Seconds after {@link SECOND}. */
  readonly at?: number;
  /** Milliseconds after {@link SECOND}. */
  readonly received?: number;
}

function header(openid: string, event: string, { at = 0, received = at * 1_000 }: When) {
  return {
    toUserName: 'gh_account',
    fromUserName: openid,
    createTime: SECOND + at,
    msgType: 'event',
    event,
    appId: CREDENTIALS.appId,
    receivedAt: SECOND * 1_000 + received,
  };
}

export function subscribePush(openid: string, when: When = {}): JobPush<'subscribe'> {
  return { kind: 'subscribe', ...header(openid, 'subscribe', when) };
}

export function unsubscribePush(openid: string, when: When = {}): JobPush<'unsubscribe'> {
  return { kind: 'unsubscribe', ...header(openid, 'unsubscribe', when) };
}

export function viewPush(openid: string, url: string, when: When = {}): JobPush<'view'> {
  return { kind: 'view', ...header(openid, 'VIEW', when), eventKey: url };
}
