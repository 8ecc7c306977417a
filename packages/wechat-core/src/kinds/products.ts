import { text } from './field.js';
import { event } from './kind.js';

const PRODUCT = {
  /** The code's system, such as `ean13`. */
  keyStandard: text,
  keyStr: text,
  extInfo: text,
};

const SCANNED = {
  ...PRODUCT,
  country: text,
  province: text,
  city: text,
  /** 1 male, 2 female, 0 not told. */
  sex: text,
  scene: text,
};

/** Products whose code was scanned. */
export const PRODUCTS = {
  /** Somebody scanned a product's code. */
  user_scan_product: event({}, SCANNED),
  /** Somebody entered the chat from a product's page. */
  user_scan_product_enter_session: event({}, SCANNED),
  /** A product's page asks for what it shows. */
  user_scan_product_async: event({}, { ...PRODUCT, regionCode: text }),
  /** A product was checked. */
  user_scan_product_verify_action: event({}, { ...PRODUCT, result: text, reasonMsg: text }),
};
