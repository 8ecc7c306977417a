import { randomBytes } from 'node:crypto';

/** The platform's own words for each errcode, as it sends them in `errmsg` before the rid. */
const errmsgs: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40032: 'invalid openid list size',
  40035: 'invalid parameter',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  40243: 'AppSecret has been frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41009: 'missing openid',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  44002: 'empty post data',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45056: 'too many tag now, no need to add new',
  45057: "can't delete the tag that has too many fans",
  45058: "can't modify sys tag",
  45059: 'user has too many tags',
  45157: 'invalid tag name',
  45158: 'invalid tag name size',
  45159: 'invalid tag id',
  46004: 'user not exist',
  47001: 'data format error',
  48001: 'api unauthorized',
  48006: 'forbid to clear quota because of reaching the limit',
  49003: 'not match openid with appid',
  50002: 'user limited',
  50007: 'account frozen',
  76021: 'cgi_path not found, please check',
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
}

/** `errmsg` ends with the rid that `openapi/rid/get` explains; its first part is the time in hexadecimal seconds. */
export function errcodeAnswer(errcode: number, nowMilliseconds: number, errmsg?: string): ErrcodeAnswer {
  const seconds = Math.floor(nowMilliseconds / 1_000);
  const random = randomBytes(8).toString('hex');
  const rid = `${seconds.toString(16).padStart(8, '0')}-${random.slice(0, 8)}-${random.slice(8)}`;
  return { errcode, errmsg: `${errmsg ?? errmsgs[errcode] ?? 'unknown error'} rid: ${rid}` };
}
