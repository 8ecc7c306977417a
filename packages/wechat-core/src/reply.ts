import type { PushHeader } from './push.js';
import { cdata } from './xml.js';

/** The answer that acknowledges a push and shows the follower nothing. */
export const SUCCESS = 'success';

/**
 * A passive text reply, as XML: goes back to who sent the push.
 *
 * @param now milliseconds since the epoch; `CreateTime` is in seconds
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
 */
export function textReply(push: PushHeader, content: string, now = Date.now()): string {
  return (
    `<xml><ToUserName>${cdata(push.fromUserName)}</ToUserName>` +
    `<FromUserName>${cdata(push.toUserName)}</FromUserName>` +
    `<CreateTime>${Math.floor(now / 1_000)}</CreateTime>` +
    `<MsgType>${cdata('text')}</MsgType><Content>${cdata(content)}</Content></xml>`
  );
}
