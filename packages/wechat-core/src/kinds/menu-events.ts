import { group, listOf, text, whole } from './field.js';
import { event } from './kind.js';

const BUTTON = {
  /** The button's key. */
  eventKey: text,
};

const SCAN_CODE = event(
  {},
  {
    ...BUTTON,
    scanCodeInfo: group({
      /** `qrcode` or `barcode`. */
      scanType: text,
      /** What the code holds; of a barcode with its system in front, such as `CODE_128,0123`. */
      scanResult: text,
    }),
  },
);

const PICTURES = event(
  {},
  {
    ...BUTTON,
    sendPicsInfo: group({
      /** How many were chosen; need not be how many are listed. */
      count: whole,
      picList: listOf('item', group({ picMd5Sum: text })),
    }),
  },
);

/**
 * What followers do with the account's menu. Buttons of type `media_id`, `view_limited`, `article_id` and
 * `article_view_limited` push nothing.
 *
 * @see https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
 */
export const MENU_EVENTS = {
  /** A button of type `click` is tapped. */
  click: event(BUTTON, {}),
  /** A page is opened. */
  view: event(
    {
      /** The page's URL. */
      eventKey: text,
    },
    {
      /** The menu's ID, a number of up to 64 bits. */
      menuId: text,
    },
  ),
  /** A mini program is opened. */
  view_miniprogram: event(
    {},
    {
      /** The mini program's page. */
      eventKey: text,
      menuId: text,
    },
  ),
  /** A code was scanned; WeChat shows its content itself. */
  scancode_push: SCAN_CODE,
  /** A code was scanned; the follower waits for what the account makes of it. */
  scancode_waitmsg: SCAN_CODE,
  /** Photos were taken; they come as messages of their own. */
  pic_sysphoto: PICTURES,
  /** Photos were taken or chosen. */
  pic_photo_or_album: PICTURES,
  /** Photos were chosen from WeChat's album. */
  pic_weixin: PICTURES,
  /** A place was chosen. */
  location_select: event(
    {},
    {
      ...BUTTON,
      sendLocationInfo: group({
        /** Latitude in degrees. */
        location_X: text,
        /** Longitude in degrees. */
        location_Y: text,
        /** The map's zoom level. */
        scale: whole,
        label: text,
        /** Of a place in the follower's moments; may be empty. */
        poiname: text,
      }),
    },
  ),
};
