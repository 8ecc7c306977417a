import { hash } from 'node:crypto';
import { fieldNames, KINDS } from './kinds/index.js';
import type { Push } from './push.js';

/**
 * What a redelivery has in common with the first delivery and nothing else has: 27 characters, fit for a job's id.
 *
 * WeChat says: messages by MsgId, events by FromUserName and CreateTime. A MsgId repeats across followers, and one
 * follower can cause several events in a second, so the sender is added to the one and all that happened to the other.
 */
export function pushId(appId: string, push: Push): string {
  return hash('sha1', JSON.stringify([appId, push.fromUserName, ...identity(push)]), 'base64url');
}

function identity(push: Push): readonly unknown[] {
  const { createTime } = push;
  if (push.kind === 'unknown') return [createTime, push.event?.toLowerCase() ?? push.msgType, push.fields];
  // Events may have a MsgId, too; it is that of what they tell about.
  if (KINDS[push.kind].type === 'message' && 'msgId' in push && push.msgId !== undefined) return [push.msgId];
  const values: Readonly<Record<string, unknown>> = push;
  return [createTime, push.kind, ...fieldNames(push.kind).map(name => values[name])];
}
