import {
  click,
  event,
  type Fields,
  message,
  type PushFields,
  scan,
  subscribe,
  text,
  unsubscribe,
  view,
} from '@wechat-pipeline/played-wechat';
import { KINDS, type KnownKind } from '@wechat-pipeline/wechat-core';
import { notUnderstood } from '../failure.js';
import { eventName } from './event-names.js';

/** A push as somebody wants it. */
export interface WantedPush {
  readonly kind: string;
  /** The text of a text, the `EventKey` of an event. */
  readonly value?: string | undefined;
  readonly openid: string;
  /** Of the QR code by which somebody follows. */
  readonly scene?: string | undefined;
  /** In WeChat's words; they come before what else would be there. */
  readonly fields: Fields;
  /** Also what WeChat does not push: an unknown event, or one without a field that it always has. */
  readonly isForced: boolean;
}

const SHAPES: Readonly<Record<KnownKind, { type: 'message' | 'event'; needs: object; subject?: string }>> = KINDS;

/** The sender of what the platform itself has to say. */
const PLATFORM = 'oWeChatItself000000000000000';

/**
 * The push as WeChat would make it.
 *
 * @throws Failure if WeChat makes none like that
 */
export function buildPush(wanted: WantedPush): PushFields {
  const kind = wanted.kind.toLowerCase();
  if (wanted.scene !== undefined && kind !== 'subscribe') {
    throw notUnderstood('expected --scene with subscribe alone: the scene of a scan is its value');
  }
  if (isKnown(kind)) {
    const push = { ...buildKnown(kind, wanted), ...wanted.fields };
    if (!wanted.isForced) refuseLacks(kind, push);
    return push;
  }
  if (!wanted.isForced) {
    throw notUnderstood(
      `expected a kind of push, got ${wanted.kind}: wechat push --help lists them; --force pushes an event of that name`,
    );
  }
  return { ...event(wanted.openid, wanted.kind, eventKey(wanted)), ...wanted.fields };
}

function buildKnown(kind: KnownKind, wanted: WantedPush): PushFields {
  const { openid, value = '', scene } = wanted;
  switch (kind) {
    case 'text':
      return text(openid, value);
    case 'subscribe':
      return subscribe(openid, scene === undefined ? {} : { scene });
    case 'unsubscribe':
      return unsubscribe(openid);
    case 'scan':
      return scan(openid, value);
    case 'click':
      return click(openid, value);
    case 'view':
      return view(openid, value);
  }
  const { type, subject } = SHAPES[kind];
  if (type === 'event') {
    const from = subject === undefined ? openid : PLATFORM;
    return event(from, eventName(kind), { ...eventKey(wanted), ...(subject !== undefined && { OpenID: openid }) });
  }
  if (wanted.value !== undefined) {
    throw notUnderstood(`expected the fields of a message ${kind} as --field Name=value, got ${wanted.value}`);
  }
  return message(openid, kind, {});
}

function eventKey({ value }: WantedPush): Fields {
  return value === undefined ? {} : { EventKey: value };
}

function isKnown(kind: string): kind is KnownKind {
  return Object.hasOwn(KINDS, kind);
}

function refuseLacks(kind: KnownKind, push: PushFields): void {
  for (const field of Object.keys(SHAPES[kind].needs)) {
    const name = field.charAt(0).toUpperCase() + field.slice(1);
    if (push[name] !== undefined && push[name] !== '') continue;
    throw notUnderstood(
      `expected what ${kind} always has, as wechat push ${kind} VALUE or --field ${name}=…, got none`,
    );
  }
}
