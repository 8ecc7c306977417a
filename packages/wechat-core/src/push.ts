import type { Values } from './kinds/field.js';
import type { KINDS, KnownKind } from './kinds/index.js';
import type { Kind } from './kinds/kind.js';
import type { XmlFields } from './xml.js';

/**
 * A push of WeChat: a message that a follower sent, or an event that a follower caused.
 *
 * `kind` tells the members apart: `MsgType` for messages, `Event` for events, both in lower case (the event `LOCATION`
 * is `location_report`, because a message is called `location`, too). Field names are WeChat's with the first letter
 * lowered. Values are text as it came, but for times, counts and states where the platform documents a number; lists
 * are lists also if they hold one. An element that the platform does not document is there too, as it came. What no
 * kind describes is `unknown`.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
 */
export type Push = { [K in KnownKind]: Known<K, (typeof KINDS)[K]> }[KnownKind] | UnknownPush;

export type PushKind = KnownKind | 'unknown';
export type MessageKind = KindsOfType<'message'>;
export type EventKind = KindsOfType<'event'>;

/** The push of that kind, or of any of those kinds. */
export type PushOf<K extends PushKind> = Extract<Push, { kind: K }>;

export interface PushHeader {
  /** The account's original ID, `gh_…`. */
  readonly toUserName: string;
  /** The follower's OpenID; in a few events the platform itself, see `subjectOf`. */
  readonly fromUserName: string;
  /** When it was sent or happened, in seconds since the epoch. */
  readonly createTime: number;
  /** As it came, whatever its case. */
  readonly msgType: string;
}

/**
 * A kind that {@link KINDS} does not have, perhaps one that WeChat adds tomorrow. Its `toUserName` and `fromUserName`
 * are empty where they are not told.
 */
export interface UnknownPush extends PushHeader {
  readonly kind: 'unknown';
  readonly event?: string;
  /** Every element, by WeChat's name. */
  readonly fields: XmlFields;
}

interface EventHeader {
  /** As it came, whatever its case. */
  readonly event: string;
}

type Known<K extends KnownKind, D> =
  D extends Kind<infer N, infer M>
    ? Flat<
        { readonly kind: K } & PushHeader &
          (D extends { type: 'event' } ? EventHeader : unknown) &
          Values<N> &
          Partial<Values<M>>
      >
    : never;

/** One object type instead of an intersection, so that editors show the fields. */
type Flat<T> = { readonly [K in keyof T]: T[K] };

type KindsOfType<T extends Kind['type']> = {
  [K in KnownKind]: (typeof KINDS)[K] extends { type: T } ? K : never;
}[KnownKind];
