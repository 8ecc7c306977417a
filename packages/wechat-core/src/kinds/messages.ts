import { text, whole } from './field.js';
import { message } from './kind.js';

const VIDEO = {
  mediaId: text,
  thumbMediaId: text,
};

const DEVICE = {
  deviceType: text,
  deviceID: text,
  sessionID: text,
  /** In Base64. */
  content: text,
  openID: text,
};

/**
 * What followers send.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
 */
export const MESSAGES = {
  /** A text, at most as long as the client lets a follower type. */
  text: message(
    { content: text },
    {
      /** The entry that was tapped in a menu sent as a customer-service message. */
      bizmsgmenuid: text,
    },
  ),
  /** A picture. */
  image: message({}, { picUrl: text, mediaId: text }),
  /** A recording. */
  voice: message(
    {},
    {
      mediaId: text,
      /** `amr` or `speex`. */
      format: text,
      /** The same recording as `amr` at 16 kHz. */
      mediaId16K: text,
      /** What was said, as WeChat once recognised it; empty or absent today. */
      recognition: text,
    },
  ),
  /** A video from the phone. */
  video: message({}, VIDEO),
  /** A video taken in the chat. */
  shortvideo: message({}, VIDEO),
  /** A place, sent as a message; where a follower is without their saying so is `location_report`. */
  location: message(
    {},
    {
      /** Latitude in degrees; text, since its digits tell how exact it is. */
      location_X: text,
      /** Longitude in degrees. */
      location_Y: text,
      /** The map's zoom level. */
      scale: whole,
      label: text,
    },
  ),
  /** A link, such as an article sent on. */
  link: message({}, { title: text, description: text, url: text }),
  /** A file. Pushed, though the platform's documentation does not have it. */
  file: message(
    {},
    {
      title: text,
      description: text,
      fileKey: text,
      fileMd5: text,
      /** Bytes. */
      fileTotalLen: whole,
    },
  ),
  /** A mini program's card. */
  miniprogrampage: message(
    {},
    {
      title: text,
      /** The mini program's AppID. */
      appId: text,
      pagePath: text,
      thumbUrl: text,
      thumbMediaId: text,
    },
  ),
  /** What a bound device sent. Hardware pushes are a thing of the past that some accounts still get. */
  device_text: message({}, DEVICE),
  /** A device was bound or unbound: `event` tells which. */
  device_event: message({}, { ...DEVICE, event: text }),
  /** A device's state is asked for, or not any more: `event` tells which. */
  device_status: message({}, { ...DEVICE, event: text, opType: text }),
};
