import { randomBytes } from 'node:crypto';

/** The platform's own words for each errcode, as it sends them in `errmsg` before the rid. */
const errmsgs: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40032: 'invalid openid list size',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  40202: 'invalid action',
  40203: 'invalid check_operator',
  40243: 'AppSecret has been frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  42003: 'code expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  44002: 'empty post data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45008: 'article size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45047: 'out of response count limit',
  45072: 'invalid command',
  45080: 'user not active',
  45081: 'typing already set',
  46004: 'user not exist',
  47001: 'data format error',
  48001: 'api unauthorized',
  48006: 'forbid to clear quota because of reaching the limit',
  50002: 'user limited',
  50007: 'account frozen',
  76001: 'rid not found',
  76021: 'cgi_path not found, please check',
  76022: 'could not use this cgi_path,no permission',
};

/** What the platform answers instead of what was asked for. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly errcode: number;

  constructor(errcode: number) {
    super(errmsgs[errcode] ?? 'unknown error');
    this.errcode = errcode;
  }
}

export interface ErrcodeAnswer {
  errcode: number;
  errmsg: string;
  /** As it stands in errmsg; no field of the answer. */
  rid: string;
}

/** `errmsg` ends with the rid that `openapi/rid/get` explains; its first part is the time in hexadecimal seconds. */
export function errcodeAnswer(errcode: number, nowMilliseconds: number, errmsg?: string): ErrcodeAnswer {
  const seconds = Math.floor(nowMilliseconds / 1_000);
  const random = randomBytes(8).toString('hex');
  const rid = `${seconds.toString(16).padStart(8, '0')}-${random.slice(0, 8)}-${random.slice(8)}`;
  return { errcode, errmsg: `${errmsg ?? errmsgs[errcode] ?? 'unknown error'} rid: ${rid}`, rid };
}
