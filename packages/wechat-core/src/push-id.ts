import { hash } from 'node:crypto';
import type { Push } from './push.js';

/**
 * What a redelivery has in common with the first delivery and nothing else has: 27 characters, fit for a job's id.
 *
 * WeChat says: messages by MsgId, events by FromUserName and CreateTime. A MsgId repeats across followers, and one
 * follower can cause several events in a second, so the sender is added to the one and what happened to the other.
 */
export function pushId(appId: string, push: Push): string {
  const parts: readonly (string | number | undefined)[] =
    'event' in push && push.event !== undefined
      ? [push.createTime, push.event.toLowerCase(), ...eventDetails(push)]
      : ['msgId' in push && push.msgId !== undefined ? push.msgId : `${push.createTime} ${push.msgType}`];
  return hash('sha1', JSON.stringify([appId, push.fromUserName, ...parts]), 'base64url');
}

function eventDetails(push: Push): readonly (string | undefined)[] {
  switch (push.kind) {
    case 'unknown':
      return [JSON.stringify(push.fields)];
    case 'location_report':
      return [push.latitude, push.longitude, push.precision];
    case 'view':
      return [push.eventKey, push.menuId];
    case 'subscribe':
    case 'scan':
      return [push.eventKey, push.ticket];
    case 'click':
      return [push.eventKey];
    default:
      return [];
  }
}
