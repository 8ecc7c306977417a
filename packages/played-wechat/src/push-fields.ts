import { randomInt } from 'node:crypto';
import type { Fields } from './body.js';

/** A push's elements in the platform's order; ToUserName is the pusher's to set. */
export interface PushFields extends Fields {
  FromUserName: string;
  /** Seconds since the epoch. */
  CreateTime: number;
  MsgType: string;
}

interface When {
  /** Seconds since the epoch; now by default. */
  createTime?: number;
}

interface MessageOptions extends When {
  /** Unique by default. */
  msgId?: string;
}

let lastMsgId = 22_000_000_000_000_000n + BigInt(Date.now()) * 1_000n + BigInt(randomInt(1_000));

/** Past 2^53 as the platform's are, so that whoever reads it as a JavaScript number fails here and not in production. */
function nextMsgId(): string {
  lastMsgId += 1n;
  return String(lastMsgId);
}

function common(openid: string, msgType: string, createTime = Math.floor(Date.now() / 1_000)): PushFields {
  return { FromUserName: openid, CreateTime: createTime, MsgType: msgType };
}

/** A message of any type, in WeChat's words. */
export function message(
  openid: string,
  msgType: string,
  fields: Fields,
  { createTime, msgId = nextMsgId() }: MessageOptions = {},
): PushFields {
  return { ...common(openid, msgType, createTime), ...fields, MsgId: msgId };
}

/** An event of any name, in WeChat's words. */
export function event(openid: string, name: string, fields: Fields, { createTime }: When = {}): PushFields {
  return { ...common(openid, 'event', createTime), Event: name, ...fields };
}

export function text(openid: string, content: string, options: MessageOptions = {}): PushFields {
  return message(openid, 'text', { Content: content }, options);
}

interface Place {
  latitude: number | string;
  longitude: number | string;
  scale?: number;
  label?: string;
}

/** The message in which a follower sends a place. X is the latitude, which is the platform's choice. */
export function location(openid: string, place: Place, options: MessageOptions = {}): PushFields {
  const { latitude, longitude, scale = 20, label = '' } = place;
  const fields = { Location_X: latitude, Location_Y: longitude, Scale: scale, Label: label };
  return message(openid, 'location', fields, options);
}

interface SubscribeOptions extends When {
  /** The QR code's scene that was scanned in order to follow. */
  scene?: string;
  ticket?: string;
}

export function subscribe(openid: string, { scene, ticket = 'TICKET', ...when }: SubscribeOptions = {}): PushFields {
  // The prefix is what tells this scene from that of a SCAN; without a scene EventKey is there, and empty.
  const fields = scene === undefined ? { EventKey: '' } : { EventKey: `qrscene_${scene}`, Ticket: ticket };
  return event(openid, 'subscribe', fields, when);
}

export function unsubscribe(openid: string, when: When = {}): PushFields {
  return event(openid, 'unsubscribe', { EventKey: '' }, when);
}

interface ScanOptions extends When {
  ticket?: string;
}

/** A follower scans a QR code with a scene; a stranger's scan is a `subscribe`. */
export function scan(openid: string, scene: string, { ticket = 'TICKET', ...when }: ScanOptions = {}): PushFields {
  return event(openid, 'SCAN', { EventKey: scene, Ticket: ticket }, when);
}

export function click(openid: string, key: string, when: When = {}): PushFields {
  return event(openid, 'CLICK', { EventKey: key }, when);
}

interface ViewOptions extends When {
  menuId?: string;
}

/** A menu's button opens a page. */
export function view(openid: string, url: string, { menuId = '426283190', ...when }: ViewOptions = {}): PushFields {
  return event(openid, 'VIEW', { EventKey: url, MenuId: menuId }, when);
}
