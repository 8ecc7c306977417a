import type { Api } from '../api.js';
import { byOAuthToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

/** Nickname and picture are told here as nowhere else; the fields for where somebody lives are there, and empty. */
export const snsUserinfo: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byOAuthToken,
  answer({ query }, account) {
    const { openid, scope, isSnapshot } = account.oauth.check(query('access_token'), query('openid'));
    if (scope !== 'snsapi_userinfo') throw new Refusal(48001);
    const info = account.followers.find(openid);
    const told = info?.subscribe === 1 ? info : undefined;
    return {
      openid,
      nickname: told?.nickname || (isSnapshot ? '微信用户' : `Nickname of ${openid}`),
      sex: 0,
      language: '',
      city: '',
      province: '',
      country: '',
      headimgurl: told?.headimgurl || 'https://thirdwx.qlogo.cn/mmopen/played/132',
      privilege: [],
      ...(info?.unionid === undefined ? {} : { unionid: info.unionid }),
    };
  },
};
