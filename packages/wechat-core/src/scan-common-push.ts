import type { Push, PushOf } from './push.js';

const USER_NAME = '([!-\\\\^-~]{1,128})';
// A `]` may be the first of `]]>`, and what a carriage return becomes is the strict parser's affair.
const CDATA = '<!\\[CDATA\\[([^\\]\\r]*)\\]\\]>';

/** The events, each with its kind. They have the same fields, and all of them are texts. */
const EVENTS = {
  subscribe: 'subscribe',
  unsubscribe: 'unsubscribe',
  SCAN: 'scan',
  CLICK: 'click',
  VIEW: 'view',
} as const;

const TEXT = documentOf('text', `<Content>${CDATA}</Content>`, '<MsgId>(\\d{1,20})</MsgId>');
const EVENT = documentOf(
  'event',
  `<Event><!\\[CDATA\\[(${Object.keys(EVENTS).join('|')})\\]\\]></Event>`,
  `<EventKey>${CDATA}</EventKey>`,
  `(?:<Ticket>${CDATA}</Ticket>)?`,
  '(?:<MenuId>(\\d{1,20})</MenuId>)?',
);

/**
 * Reads the pushes of which an account gets most, in the shape in which WeChat sends them, in a fraction of the time that
 * the scanner takes: texts, following and leaving, and what is done with the menu. Undefined for any other push, and for one of these in
 * any other shape: the scanner decides about them.
 */
export function scanCommonPush(document: string): Push | undefined {
  return scanText(document) ?? scanEvent(document);
}

function scanText(document: string): PushOf<'text'> | undefined {
  const found = TEXT.exec(document);
  if (found === null) return undefined;
  // A match has all its groups; the compiler does not know.
  const [, toUserName = '', fromUserName = '', createTime, content = '', msgId = ''] = found;
  return { kind: 'text', toUserName, fromUserName, createTime: Number(createTime), msgType: 'text', content, msgId };
}

function scanEvent(document: string): Push | undefined {
  const found = EVENT.exec(document);
  if (found === null) return undefined;
  const [, toUserName = '', fromUserName = '', createTime, event = '', eventKey = '', ticket, menuId] = found;
  return {
    // Sound: the expression takes no other.
    kind: EVENTS[event as keyof typeof EVENTS],
    toUserName,
    fromUserName,
    createTime: Number(createTime),
    msgType: 'event',
    event,
    eventKey,
    ...(ticket !== undefined && { ticket }),
    ...(menuId !== undefined && { menuId }),
  };
}

function documentOf(msgType: string, ...elements: readonly string[]): RegExp {
  return new RegExp(
    [
      '^<xml>',
      `<ToUserName><!\\[CDATA\\[${USER_NAME}\\]\\]></ToUserName>`,
      `<FromUserName><!\\[CDATA\\[${USER_NAME}\\]\\]></FromUserName>`,
      '<CreateTime>(\\d{1,12})</CreateTime>',
      `<MsgType><!\\[CDATA\\[${msgType}\\]\\]></MsgType>`,
      ...elements,
      '</xml>',
      '$',
    ].join('[ \\t\\n]*'),
  );
}
