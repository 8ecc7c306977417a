import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';

/** Pushes come from this machine here, whatever this says. */
export const getcallbackip: Api = {
  method: 'GET',
  isMetered: true,
  authenticate: byAccessToken,
  answer: () => ({ ip_list: ['203.0.113.10', '203.0.113.64/26'] }),
};
