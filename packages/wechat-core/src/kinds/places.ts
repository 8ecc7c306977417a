import { group, listOf, seconds, text } from './field.js';
import { event } from './kind.js';

const AUDIT = event({}, { audit_id: text, status: text, reason: text });

const BEACON = group({
  uuid: text,
  major: text,
  minor: text,
  /** Metres. */
  distance: text,
});

/** Shops, their Wi-Fi, and what is near them. */
export const PLACES = {
  /** A shop was checked: `result` is `succ` or `fail`. */
  poi_check_notify: event({}, { uniqId: text, poiId: text, result: text, msg: text }),
  /** A place on the map was checked. */
  create_map_poi_audit_info: AUDIT,
  /** A new shop was checked. */
  add_store_audit_info: AUDIT,
  /** A changed shop was checked. */
  modify_store_audit_info: AUDIT,
  /** The owner's documents for shops were checked. */
  apply_merchant_audit_info: AUDIT,
  /** Somebody uses the shop's Wi-Fi. */
  wificonnected: event(
    {},
    {
      /** In seconds since the epoch. */
      connectTime: seconds,
      /** In seconds since the epoch; of the past, 0 today. */
      expireTime: seconds,
      vendorId: text,
      placeId: text,
      shopId: text,
      deviceNo: text,
    },
  ),
  /** Somebody shook their phone near a beacon. */
  shakearoundusershake: event({}, { chosenBeacon: BEACON, aroundBeacons: listOf('AroundBeacon', BEACON) }),
  /** An order in the former WeChat shop. */
  merchant_order: event({}, { orderId: text, orderStatus: text, productId: text, skuInfo: text }),
};
