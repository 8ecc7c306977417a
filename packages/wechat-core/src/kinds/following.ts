import { text } from './field.js';
import { event } from './kind.js';

/**
 * Following, leaving, and what a follower does by being there.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
 */
export const FOLLOWING = {
  /** Somebody follows the account. */
  subscribe: event(
    {},
    {
      /** `qrscene_` and the scene, if the follower came by a QR code that has one. */
      eventKey: text,
      /** That QR code's ticket. */
      ticket: text,
    },
  ),
  /** A follower leaves; WeChat demands that everything known of them is deleted. */
  unsubscribe: event({}, { eventKey: text }),
  /** A follower scans a QR code that has a scene. */
  scan: event(
    {
      /** The scene, without `qrscene_`. */
      eventKey: text,
    },
    { ticket: text },
  ),
  /** The event `LOCATION`: where the follower is, on entering the chat or every five seconds. */
  location_report: event(
    {},
    {
      /** Degrees; text, since its digits tell how exact it is. */
      latitude: text,
      /** Degrees. */
      longitude: text,
      /** Metres. */
      precision: text,
    },
    // A message is called `location`, too.
    { names: ['location'] },
  ),
  /** A follower enters the chat. Of the past. */
  enter: event({}, {}),
  /** Somebody enters customer service from a mini program. */
  user_enter_tempsession: event({}, { sessionFrom: text }),
};
