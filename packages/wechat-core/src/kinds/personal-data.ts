import { formerly, text } from './field.js';
import { event } from './kind.js';

/** The sender of these is the platform; they are about this follower. */
const SUBJECT = {
  /** The follower's OpenID. */
  openID: formerly(text, 'openid', 'openId'),
  unionID: formerly(text, 'unionid', 'unionId'),
  appID: formerly(text, 'appid', 'appId'),
};

/** What followers decide about their personal data. The account has to follow suit everywhere that it keeps some. */
export const PERSONAL_DATA = {
  /** What the platform told of this person was found unfit and cleared: fetch it anew. */
  user_info_modified: event({}, SUBJECT, { subject: 'openID' }),
  /** The person takes back what they allowed: delete it. */
  user_authorization_revoke: event(
    {},
    {
      ...SUBJECT,
      /**
       * What, as numbers with commas between: 201 address, 202 invoices, 203 cards, 204 microphone, 205 name and
       * picture, 206 place, 207 chosen pictures and videos; others of mini programs, apps and websites.
       */
      revokeInfo: text,
    },
    { subject: 'openID' },
  ),
  /** The person closes their account: delete everything. */
  user_authorization_cancellation: event({}, SUBJECT, { subject: 'openID' }),
};
