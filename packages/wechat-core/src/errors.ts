/**
 * Every error that this package throws on purpose:
 *
 *   WechatError                 code, and a sentence: what was expected, what came, what to do
 *   ├─ UnverifiedPushError      the request does not prove that it comes from WeChat
 *   ├─ MalformedPushError       it does, but its body is no push
 *   ├─ ReplyError               a passive reply that the platform would not show
 *   ├─ ApiRequestError          a call of the server API that it would refuse; nothing was sent
 *   │  └─ MenuError             … because of its menu; every problem that the menu has
 *   ├─ ApiPausedError           the API is left alone for now; nothing was sent
 *   ├─ ApiError                 the server API answered with an errcode
 *   │  └─ RestartOAuthError     … upon which the web authorization has to begin anew
 *   ├─ ApiUnavailableError      the server API gave no answer, or none that can be read
 *   └─ AccessTokenError         there is no access token to be had at the moment
 *
 * Messages hold no secret, no access token, no OpenID and nothing that a follower wrote.
 */
export class WechatError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export type UnverifiedPushCode =
  | 'query_missing'
  | 'query_repeated'
  | 'timestamp_malformed'
  | 'timestamp_stale'
  | 'nonce_malformed'
  | 'nonce_reused'
  | 'signature_mismatch'
  | 'mode_too_weak'
  | 'encrypt_missing'
  | 'decryption_failed'
  | 'receiver_mismatch';

export class UnverifiedPushError extends WechatError {
  declare readonly code: UnverifiedPushCode;

  constructor(code: UnverifiedPushCode, message: string) {
    super(code, message);
  }
}

export type MalformedPushCode =
  | 'xml_malformed'
  | 'xml_doctype'
  | 'xml_root'
  | 'json_malformed'
  | 'field_missing'
  | 'field_repeated'
  | 'field_malformed';

export class MalformedPushError extends WechatError {
  declare readonly code: MalformedPushCode;

  constructor(code: MalformedPushCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}

export type ReplyErrorCode = 'reply_empty' | 'reply_too_long' | 'reply_count';

export class ReplyError extends WechatError {
  declare readonly code: ReplyErrorCode;

  constructor(code: ReplyErrorCode, message: string) {
    super(code, message);
  }
}

export type ApiRequestCode = 'request_empty' | 'request_too_long' | 'request_too_many' | 'request_malformed';

export class ApiRequestError extends WechatError {
  declare readonly code: ApiRequestCode;

  constructor(code: ApiRequestCode, message: string) {
    super(code, message);
  }
}

/** One of the platform's limits that a menu does not keep to. */
export interface MenuProblem {
  /** Where, such as `button[0].sub_button[2].url`; empty for the menu itself. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
}

export class MenuError extends ApiRequestError {
  readonly problems: readonly MenuProblem[];

  constructor(problems: readonly MenuProblem[]) {
    const sentences = problems.map(({ path, expected, got }) => `${path || 'menu'}: expected ${expected}, got ${got}`);
    super('request_malformed', sentences.join('; '));
    this.problems = problems;
  }
}

/** The platform has asked for a pause; the account's other APIs go on. */
export class ApiPausedError extends WechatError {
  declare readonly code: 'api_paused';
  /** The API's path, such as `/cgi-bin/user/info`. */
  readonly path: string;
  /** When it may be called again, in milliseconds since the epoch. */
  readonly until: number;

  constructor(path: string, until: number, why: string) {
    super('api_paused', `${path} is paused until ${new Date(until).toISOString()}, ${why}: call it again then`);
    this.path = path;
    this.until = until;
  }
}

/** The platform's own answer that a call failed; what to do about it is in `error-policy.ts`. */
export class ApiError extends WechatError {
  /** The API's path, such as `/cgi-bin/user/info`. */
  readonly path: string;
  readonly errcode: number;
  /** The platform's number for this call; its support and `openapi/rid/get` ask for it. */
  readonly rid: string | undefined;
  /** The platform's words, as they came. */
  readonly errmsg: string;

  constructor(path: string, errcode: number, errmsg: string) {
    const rid = /\brid: ?([\w-]+)/.exec(errmsg)?.[1];
    super(`errcode_${errcode}`, `${path} answered ${errcode}${rid ? ` (rid ${rid})` : ''}: ${withoutRid(errmsg)}`);
    this.path = path;
    this.errcode = errcode;
    this.errmsg = errmsg;
    this.rid = rid;
  }
}

export type RestartOAuthReason =
  | 'code_invalid'
  | 'code_used'
  | 'code_expired'
  | 'refresh_token_invalid'
  | 'refresh_token_expired'
  | 'authorization_revoked';

/** Neither code nor refresh token serves any more: send the browser to the authorization's page again. */
export class RestartOAuthError extends ApiError {
  readonly reason: RestartOAuthReason;

  constructor(reason: RestartOAuthReason, { path, errcode, errmsg }: ApiError) {
    super(path, errcode, errmsg);
    this.reason = reason;
  }
}

export type ApiUnavailableCode = 'api_unreachable' | 'api_gateway' | 'api_unreadable';

export class ApiUnavailableError extends WechatError {
  declare readonly code: ApiUnavailableCode;
  readonly path: string;

  constructor(code: ApiUnavailableCode, path: string, message: string, options?: ErrorOptions) {
    super(code, `${path}: ${message}`, options);
    this.path = path;
  }
}

export type AccessTokenCode = 'token_awaited' | 'token_rejected';

export class AccessTokenError extends WechatError {
  declare readonly code: AccessTokenCode;

  constructor(code: AccessTokenCode, message: string) {
    super(code, message);
  }
}

function withoutRid(errmsg: string): string {
  return errmsg.replace(/\s*\brid: ?[\w-]+/, '').trim();
}
