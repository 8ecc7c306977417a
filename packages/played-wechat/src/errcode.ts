import { randomBytes } from 'node:crypto';

/** The platform's own words for each errcode, as it sends them in `errmsg` before the rid. */
const errmsgs: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001:
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40015: 'invalid menu type',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40022: 'invalid sub button level',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40032: 'invalid openid list size',
  40033: 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  40035: 'invalid parameter',
  40054: 'invalid sub button url domain',
  40055: 'invalid button url domain',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40163: 'code been used',
  40164: 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist',
  40165: 'invalid weapp pagepath',
  40166: 'invalid weapp appid',
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
  45056: 'too many tag now, no need to add new',
  45057: "can't delete the tag that has too many fans",
  45058: "can't modify sys tag",
  45059: 'user has too many tags',
  45072: 'invalid command',
  45080: 'user not active',
  45081: 'typing already set',
  45157: 'invalid tag name',
  45158: 'invalid tag name size',
  45159: 'invalid tag id',
  46003: 'menu no exist',
  46004: 'user not exist',
  47001: 'data format error',
  48001: 'api unauthorized',
  48006: 'forbid to clear quota because of reaching the limit',
  49003: 'not match openid with appid',
  50002: 'user limited',
  50007: 'account frozen',
  65301: 'no such conditional menu',
  65302: 'no such user',
  65303: 'there is no selfmenu, please create selfmenu first',
  65304: 'match rule empty',
  65307: 'conditional menu is empty',
  65308: 'exist empty button act',
  65316: 'domain count reach limit',
  65320: 'match rule holds personal data',
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
