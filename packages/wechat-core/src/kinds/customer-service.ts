import { formerly, group, text } from './field.js';
import { event } from './kind.js';

/** Conversations with the account's staff, and shop guides. */
export const CUSTOMER_SERVICE = {
  /** A conversation begins. */
  kf_create_session: event(
    {},
    {
      /** Such as `test1@test`. */
      kfAccount: text,
    },
  ),
  /** A conversation ends. */
  kf_close_session: event({}, { kfAccount: text, closeType: text }),
  /** A conversation is handed over. */
  kf_switch_session: event({}, { fromKfAccount: text, toKfAccount: text }),
  /** Somebody scanned a guide's QR code. */
  guide_qrcode_scan_event: event(
    {},
    {
      guideScanEvent: group({
        qrcode_guide_account: text,
        qrcode_guide_openid: text,
        openid: formerly(text, 'openID'),
        action: text,
        qrcode_info: text,
      }),
    },
  ),
  /** Somebody who was invited to be a guide has answered. */
  guide_invite_result_event: event({}, {}),
};
