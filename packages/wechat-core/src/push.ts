import type { XmlFields } from './xml.js';

/**
 * A push of WeChat: a message that a follower sent, or an event that a follower caused.
 *
 * Names are WeChat's with the first letter lowered. Values are text as it came; the one number is `createTime`.
 * `kind` tells the members apart: `MsgType` for messages, `Event` in lower case for events (the event `LOCATION` is
 * `location_report`, because a message is called `location` too). What this list does not know is `unknown`.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
 */
export type Push = Message | Event | UnknownPush;

export type Message =
  | TextMessage
  | ImageMessage
  | VoiceMessage
  | VideoMessage
  | ShortVideoMessage
  | LocationMessage
  | LinkMessage;

export type Event = Subscribe | Unsubscribe | Scan | Click | View | LocationReport;

export type PushKind = Push['kind'];
export type PushOf<K extends PushKind> = Extract<Push, { kind: K }>;

export interface PushHeader {
  /** The account's original ID, `gh_…`. */
  readonly toUserName: string;
  /** The follower's OpenID; in a few events the platform itself. */
  readonly fromUserName: string;
  /** When it was sent or happened, in seconds since the epoch. */
  readonly createTime: number;
  /** As it came, whatever its case. */
  readonly msgType: string;
}

interface MessageHeader extends PushHeader {
  /** A 64-bit number as text; the same in redeliveries, not unique across followers. */
  readonly msgId?: string;
  /** The article's ID, of a message sent from an article. */
  readonly msgDataId?: string;
  /** Which article of several, counted from 1. */
  readonly idx?: string;
}

export interface TextMessage extends MessageHeader {
  readonly kind: 'text';
  readonly content: string;
  /** The entry that was tapped in a menu sent as a customer-service message. */
  readonly bizmsgmenuid?: string;
}

export interface ImageMessage extends MessageHeader {
  readonly kind: 'image';
  readonly picUrl?: string;
  readonly mediaId?: string;
}

export interface VoiceMessage extends MessageHeader {
  readonly kind: 'voice';
  readonly mediaId?: string;
  /** `amr` or `speex`. */
  readonly format?: string;
  /** The same recording at 16 kHz. */
  readonly mediaId16K?: string;
  readonly recognition?: string;
}

interface AnyVideoMessage extends MessageHeader {
  readonly mediaId?: string;
  readonly thumbMediaId?: string;
}
export interface VideoMessage extends AnyVideoMessage {
  readonly kind: 'video';
}
export interface ShortVideoMessage extends AnyVideoMessage {
  readonly kind: 'shortvideo';
}

export interface LocationMessage extends MessageHeader {
  readonly kind: 'location';
  /** Latitude in degrees. */
  readonly location_X?: string;
  /** Longitude in degrees. */
  readonly location_Y?: string;
  readonly scale?: string;
  readonly label?: string;
}

export interface LinkMessage extends MessageHeader {
  readonly kind: 'link';
  readonly title?: string;
  readonly description?: string;
  readonly url?: string;
}

interface EventHeader extends PushHeader {
  /** As it came, whatever its case. */
  readonly event: string;
}

/** Somebody follows the account. */
export interface Subscribe extends EventHeader {
  readonly kind: 'subscribe';
  /** `qrscene_` and the scene, if the follower came by a QR code that has one. */
  readonly eventKey?: string;
  /** That QR code's ticket. */
  readonly ticket?: string;
}

/** A follower leaves; WeChat demands that everything known of them is deleted. */
export interface Unsubscribe extends EventHeader {
  readonly kind: 'unsubscribe';
  readonly eventKey?: string;
}

/** A follower scans a QR code that has a scene. */
export interface Scan extends EventHeader {
  readonly kind: 'scan';
  readonly eventKey: string;
  readonly ticket?: string;
}

/** A follower taps a menu button of type `click`. */
export interface Click extends EventHeader {
  readonly kind: 'click';
  /** The button's key. */
  readonly eventKey: string;
}

/** A follower opens a page from the menu. */
export interface View extends EventHeader {
  readonly kind: 'view';
  /** The page's URL. */
  readonly eventKey: string;
  readonly menuId?: string;
}

/** The event `LOCATION`: where the follower is, on entering the chat or every five seconds. */
export interface LocationReport extends EventHeader {
  readonly kind: 'location_report';
  /** Degrees. */
  readonly latitude?: string;
  /** Degrees. */
  readonly longitude?: string;
  /** Metres. */
  readonly precision?: string;
}

/**
 * A kind that this list does not name, perhaps one that WeChat adds tomorrow. Its `toUserName` and `fromUserName` are
 * empty where they are not told.
 */
export interface UnknownPush extends PushHeader {
  readonly kind: 'unknown';
  readonly event?: string;
  /** Every element, by WeChat's name. */
  readonly fields: XmlFields;
}
