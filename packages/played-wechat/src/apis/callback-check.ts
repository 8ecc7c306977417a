import type { Api } from '../api.js';
import { byAccessToken } from '../authenticate.js';
import { Refusal } from '../errcode.js';

const ACTIONS: readonly unknown[] = ['dns', 'ping', 'all'];
const OPERATORS: readonly unknown[] = ['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'];

/** The callback is always found at one address, and always reached. */
export const callbackCheck: Api = {
  method: 'POST',
  isMetered: true,
  authenticate: byAccessToken,
  answer({ body: { action, check_operator } }) {
    if (!ACTIONS.includes(action)) throw new Refusal(40202);
    if (!OPERATORS.includes(check_operator)) throw new Refusal(40203);
    const operator = check_operator === 'DEFAULT' ? 'UNICOM' : check_operator;
    const dns = [{ ip: '203.0.113.40', real_operator: 'UNICOM' }];
    const ping = [{ ip: '203.0.113.40', from_operator: operator, package_loss: '0%', time: '23.079ms' }];
    return { ...(action === 'ping' ? {} : { dns }), ...(action === 'dns' ? {} : { ping }) };
  },
};
