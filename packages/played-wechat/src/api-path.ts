/** The server APIs that are played; also where a fault can be switched on. */
export const apiPaths = [
  '/cgi-bin/token',
  '/cgi-bin/stable_token',
  '/cgi-bin/user/info',
  '/cgi-bin/user/info/batchget',
  '/cgi-bin/user/get',
  '/cgi-bin/clear_quota',
  '/cgi-bin/openapi/quota/get',
  '/cgi-bin/openapi/rid/get',
  '/cgi-bin/clear_quota/v2',
  '/cgi-bin/callback/check',
  '/cgi-bin/getcallbackip',
  '/cgi-bin/get_api_domain_ip',
  '/cgi-bin/message/custom/send',
  '/cgi-bin/message/custom/typing',
  '/sns/oauth2/access_token',
  '/sns/oauth2/refresh_token',
  '/sns/userinfo',
  '/sns/auth',
] as const;

export type ApiPath = (typeof apiPaths)[number];

export function isApiPath(path: unknown): path is ApiPath {
  return apiPaths.some(known => known === path);
}
