import { seconds, text } from './field.js';
import { event } from './kind.js';

const UNTIL = event(
  {},
  {
    /** Until when the verification holds, in seconds since the epoch. */
    expiredTime: seconds,
  },
);

const FAILED = event(
  {},
  {
    /** In seconds since the epoch. */
    failTime: seconds,
    failReason: text,
  },
);

/** The account's own verification by WeChat. */
export const VERIFICATION = {
  /** The owner's documents were accepted. */
  qualification_verify_success: UNTIL,
  /** The owner's documents were not accepted. */
  qualification_verify_fail: FAILED,
  /** The account's name was accepted: it is verified. */
  naming_verify_success: UNTIL,
  /** The account's name was not accepted. */
  naming_verify_fail: FAILED,
  /** The yearly verification is due. */
  annual_renew: UNTIL,
  /** The verification has expired. */
  verify_expired: UNTIL,
};
