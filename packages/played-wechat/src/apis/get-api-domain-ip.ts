import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

export const getApiDomainIp: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer: () => ({ ip_list: ['203.0.113.20', '203.0.113.21'] }),
};
