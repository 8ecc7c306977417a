import { type Fields, text, whole } from './field.js';

/** One kind of push: how it is told from others, and its fields beside those that every push has. */
export interface Kind<N extends Fields = Fields, M extends Fields = Fields> {
  readonly type: 'message' | 'event';
  /** Without these nothing can be made of the push; it is refused. */
  readonly needs: N;
  /** These may be absent. */
  readonly may: M;
  /** What WeChat calls it, in lower case, where that is not the kind's name. */
  readonly names?: readonly string[];
  /** The field with the follower's OpenID, where the sender is the platform itself. */
  readonly subject?: keyof M;
}

const MESSAGE_FIELDS = {
  /** A 64-bit number; the same in redeliveries, not unique across followers. */
  msgId: text,
  /** The article's ID, of a message sent from an article. */
  msgDataId: text,
  /** Which article of several, counted from 1. */
  idx: whole,
};

/** A message. Its `MsgType`, in lower case, is the kind's name. */
export function message<N extends Fields, M extends Fields>(
  needs: N,
  may: M,
): Kind<N, M & typeof MESSAGE_FIELDS> & { readonly type: 'message' } {
  return { type: 'message', needs, may: { ...may, ...MESSAGE_FIELDS } };
}

/** An event. Its `Event`, in lower case, is the kind's name, or one of `options.names`. */
export function event<N extends Fields, M extends Fields>(
  needs: N,
  may: M,
  options: Pick<Kind<N, M>, 'names' | 'subject'> = {},
): Kind<N, M> & { readonly type: 'event' } {
  return { type: 'event', needs, may, ...options };
}
