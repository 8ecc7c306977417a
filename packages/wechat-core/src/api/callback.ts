import { ApiUnavailableError } from '../errors.js';
import type { AccountApi } from './account-api.js';

export interface CallbackCheckOptions {
  readonly action?: 'dns' | 'ping' | 'all';
  /** Whose network the platform tries from: `DEFAULT`, and the default, is by the address. */
  readonly check_operator?: 'CHINANET' | 'UNICOM' | 'CAP' | 'DEFAULT';
}

/** How the platform reaches the address that it pushes to. */
export interface CallbackCheck {
  readonly dns: readonly { readonly ip: string; readonly real_operator: string }[];
  readonly ping: readonly {
    readonly ip: string;
    readonly from_operator: string;
    /** `0%` or `100%`: it is one packet. */
    readonly package_loss: string;
    /** Such as `23.079ms`. */
    readonly time: string;
  }[];
}

/**
 * Has the platform look the callback's host up and ping it. A list that was not asked for is empty.
 *
 * @throws ApiError (40201: no address is set in the console), ApiUnavailableError, ApiPausedError, AccessTokenError
 * @see https://developers.weixin.qq.com/doc/service/Basic_Information/Network_Detection.html
 */
export async function checkCallback(
  api: AccountApi,
  { action = 'all', check_operator = 'DEFAULT' }: CallbackCheckOptions = {},
): Promise<CallbackCheck> {
  const path = '/cgi-bin/callback/check';
  const { dns = [], ping = [] } = await api.call(path, { body: { action, check_operator } });
  if (isListOfIps<CallbackCheck['dns'][number]>(dns) && isListOfIps<CallbackCheck['ping'][number]>(ping)) {
    return { dns, ping };
  }
  throw new ApiUnavailableError('api_unreadable', path, 'expected lists dns and ping with an ip each');
}

/**
 * The addresses that pushes come from, single ones and ranges `a.b.c.d/n`. They change: ask every day, and let pushes
 * from others in, too, if they are signed.
 *
 * @throws ApiError, ApiUnavailableError, ApiPausedError, AccessTokenError
 */
export async function fetchCallbackIps(api: AccountApi): Promise<readonly string[]> {
  return fetchIpList(api, '/cgi-bin/getcallbackip');
}

/**
 * The addresses of the server API itself, for a firewall.
 *
 * @throws ApiError, ApiUnavailableError, ApiPausedError, AccessTokenError
 */
export async function fetchApiDomainIps(api: AccountApi): Promise<readonly string[]> {
  return fetchIpList(api, '/cgi-bin/get_api_domain_ip');
}

async function fetchIpList(api: AccountApi, path: string): Promise<readonly string[]> {
  const { ip_list: ips } = await api.call(path);
  if (Array.isArray(ips) && ips.every(ip => typeof ip === 'string')) return ips;
  throw new ApiUnavailableError('api_unreadable', path, 'expected ip_list, a list of addresses');
}

/** Looks at what decides; for the rest the platform's documentation is trusted. */
function isListOfIps<T extends { readonly ip: string }>(list: unknown): list is readonly T[] {
  return Array.isArray(list) && list.every(entry => typeof entry?.ip === 'string');
}
