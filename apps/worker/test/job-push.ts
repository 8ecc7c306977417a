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

function header(openid: string, { at = 0, received = at * 1_000 }: When) {
  return {
    toUserName: 'gh_account',
    fromUserName: openid,
    createTime: SECOND + at,
    appId: CREDENTIALS.appId,
    receivedAt: SECOND * 1_000 + received,
  };
}

function event(openid: string, name: string, when: When) {
  return { ...header(openid, when), msgType: 'event', event: name };
}

export function subscribePush(openid: string, when: When = {}): JobPush<'subscribe'> {
  return { kind: 'subscribe', ...event(openid, 'subscribe', when) };
}

export function unsubscribePush(openid: string, when: When = {}): JobPush<'unsubscribe'> {
  return { kind: 'unsubscribe', ...event(openid, 'unsubscribe', when) };
}

export function viewPush(openid: string, url: string, when: When = {}): JobPush<'view'> {
  return { kind: 'view', ...event(openid, 'VIEW', when), eventKey: url };
}

/** A text that is kept as a suggestion. */
export function suggestionPush(openid: string, content: string, msgId: string, when: When = {}): JobPush<'suggestion'> {
  return { kind: 'text', ...header(openid, when), msgType: 'text', content, msgId };
}
