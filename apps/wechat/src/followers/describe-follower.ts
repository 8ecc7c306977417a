import type { Profile } from '@wechat-pipeline/follower-store';
import type { UserInfo } from '@wechat-pipeline/wechat-core';
import { printable } from '../printable.js';
import { shanghaiTime, ZONE } from '../shanghai-time.js';

/** What the database keeps, but for its bookkeeping; a field a line. */
export function describeProfile(profile: Profile): string {
  const { _id, ...kept } = profile;
  const { order, ...fields } = { order: undefined, ...kept };
  const who = profile.subscribed
    ? 'The database keeps of this follower'
    : 'They have left; for a day the database keeps';
  return `${who} (times: ${ZONE}):\n${lines(fields)}`;
}

/** What the platform has answered; a field a line. */
export function describeUserInfo({ subscribe_time, ...info }: UserInfo): string {
  const followedAt = subscribe_time === undefined ? undefined : new Date(subscribe_time * 1_000);
  return `The platform tells (times: ${ZONE}):\n${lines({ ...info, subscribe_time: followedAt })}`;
}

function lines(fields: object): string {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  const width = Math.max(...told.map(([name]) => name.length));
  return told.map(([name, value]) => `  ${name.padEnd(width)}  ${text(value)}`).join('\n');
}

function text(value: unknown): string {
  if (value instanceof Date) return shanghaiTime(value);
  return printable(Array.isArray(value) ? value.join(', ') : String(value));
}
