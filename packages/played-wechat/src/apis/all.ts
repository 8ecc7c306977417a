import type { Api } from '../api.js';
import { callbackCheck } from './callback-check.js';
import { clearQuota } from './clear-quota.js';
import { clearQuotaV2 } from './clear-quota-v2.js';
import { getApiDomainIp } from './get-api-domain-ip.js';
import { getCurrentSelfmenuInfo } from './get-current-selfmenu-info.js';
import { getcallbackip } from './getcallbackip.js';
import { menuAddconditional } from './menu-addconditional.js';
import { menuCreate } from './menu-create.js';
import { menuDelconditional } from './menu-delconditional.js';
import { menuDelete } from './menu-delete.js';
import { menuGet } from './menu-get.js';
import { menuTrymatch } from './menu-trymatch.js';
import { messageCustomSend } from './message-custom-send.js';
import { messageCustomTyping } from './message-custom-typing.js';
import { openapiQuotaGet } from './openapi-quota-get.js';
import { openapiRidGet } from './openapi-rid-get.js';
import { snsAccessToken } from './sns-access-token.js';
import { snsAuth } from './sns-auth.js';
import { snsRefreshToken } from './sns-refresh-token.js';
import { snsUserinfo } from './sns-userinfo.js';
import { stableToken } from './stable-token.js';
import { tagsCreate } from './tags-create.js';
import { tagsDelete } from './tags-delete.js';
import { tagsGet } from './tags-get.js';
import { tagsGetidlist } from './tags-getidlist.js';
import { tagsMembersBatchblacklist } from './tags-members-batchblacklist.js';
import { tagsMembersBatchtagging } from './tags-members-batchtagging.js';
import { tagsMembersBatchunblacklist } from './tags-members-batchunblacklist.js';
import { tagsMembersBatchuntagging } from './tags-members-batchuntagging.js';
import { tagsMembersGetblacklist } from './tags-members-getblacklist.js';
import { tagsUpdate } from './tags-update.js';
import { token } from './token.js';
import { userGet } from './user-get.js';
import { userInfo } from './user-info.js';
import { userInfoBatchget } from './user-info-batchget.js';
import { userInfoUpdateremark } from './user-info-updateremark.js';
import { userTagGet } from './user-tag-get.js';

/** The server APIs that are played, by their paths; also where a fault can be switched on and a quota be set. */
export const apis = {
  '/cgi-bin/token': token,
  '/cgi-bin/stable_token': stableToken,
  '/cgi-bin/user/info': userInfo,
  '/cgi-bin/user/info/batchget': userInfoBatchget,
  '/cgi-bin/user/info/updateremark': userInfoUpdateremark,
  '/cgi-bin/user/get': userGet,
  '/cgi-bin/user/tag/get': userTagGet,
  '/cgi-bin/tags/create': tagsCreate,
  '/cgi-bin/tags/get': tagsGet,
  '/cgi-bin/tags/update': tagsUpdate,
  '/cgi-bin/tags/delete': tagsDelete,
  '/cgi-bin/tags/getidlist': tagsGetidlist,
  '/cgi-bin/tags/members/batchtagging': tagsMembersBatchtagging,
  '/cgi-bin/tags/members/batchuntagging': tagsMembersBatchuntagging,
  '/cgi-bin/tags/members/getblacklist': tagsMembersGetblacklist,
  '/cgi-bin/tags/members/batchblacklist': tagsMembersBatchblacklist,
  '/cgi-bin/tags/members/batchunblacklist': tagsMembersBatchunblacklist,
  '/cgi-bin/menu/create': menuCreate,
  '/cgi-bin/menu/get': menuGet,
  '/cgi-bin/menu/delete': menuDelete,
  '/cgi-bin/menu/addconditional': menuAddconditional,
  '/cgi-bin/menu/delconditional': menuDelconditional,
  '/cgi-bin/menu/trymatch': menuTrymatch,
  '/cgi-bin/get_current_selfmenu_info': getCurrentSelfmenuInfo,
  '/cgi-bin/clear_quota': clearQuota,
  '/cgi-bin/openapi/quota/get': openapiQuotaGet,
  '/cgi-bin/openapi/rid/get': openapiRidGet,
  '/sns/oauth2/refresh_token': snsRefreshToken,
  '/sns/userinfo': snsUserinfo,
  '/cgi-bin/callback/check': callbackCheck,
  '/sns/auth': snsAuth,
  '/sns/oauth2/access_token': snsAccessToken,
  '/cgi-bin/message/custom/typing': messageCustomTyping,
  '/cgi-bin/clear_quota/v2': clearQuotaV2,
  '/cgi-bin/get_api_domain_ip': getApiDomainIp,
  '/cgi-bin/getcallbackip': getcallbackip,
  '/cgi-bin/message/custom/send': messageCustomSend,
} satisfies Readonly<Record<`/${string}`, Api>>;

export type ApiPath = keyof typeof apis;

// Object.keys tells the keys of this very object, but types them as any string.
export const apiPaths = Object.keys(apis) as readonly ApiPath[];

export function isApiPath(path: unknown): path is ApiPath {
  return apiPaths.some(known => known === path);
}
