import { type Platform, type PlatformOptions, startPlatform } from '@wechat-pipeline/played-wechat';
import {
  type AccessToken,
  type AccountApi,
  type ApiCall,
  type ApiClient,
  type ApiGate,
  createAccessToken,
  createAccountApi,
  createApiGate,
  memoryTokenCache,
  openApiClient,
  type TokenCache,
} from '../src/index.js';

export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };

export interface PlayedAccount {
  readonly platform: Platform;
  readonly client: ApiClient;
  readonly accessToken: AccessToken;
  readonly gate: ApiGate;
  readonly api: AccountApi;
  readonly calls: ApiCall[];
  readonly clock: Clock;
  readonly cache: TokenCache;
}

/** A clock that stands still until it is moved, in milliseconds since the epoch. */
export interface Clock {
  now: number;
}

/** A played platform with one account, and the client that works against it. */
export async function playAccount(
  t: { teardown(end: () => Promise<void>): void },
  options: Partial<PlatformOptions> = {},
): Promise<PlayedAccount> {
  const clock = { now: Date.parse('2026-11-22T00:00:00Z') };
  const now = () => clock.now;
  const platform = await startPlatform({ accounts: [CREDENTIALS], now, ...options });
  const calls: ApiCall[] = [];
  const client = openApiClient({ url: platform.url, onCall: call => calls.push(call) });
  const cache = memoryTokenCache(now);
  const gate = createApiGate({ now });
  const accessToken = createAccessToken({ client, ...CREDENTIALS, cache, gate, now });
  t.teardown(async () => {
    await client.close();
    await platform.close();
  });
  const api = createAccountApi(client, accessToken, gate);
  return { platform, client, accessToken, gate, api, calls, clock, cache };
}
