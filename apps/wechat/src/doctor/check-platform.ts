import {
  type AccountApi,
  ApiError,
  type CallbackCheck,
  type Credentials,
  checkCallback,
  createAccessToken,
  createAccountApi,
  memoryTokenCache,
  openApiClient,
  WechatError,
} from '@wechat-pipeline/wechat-core';
import type { CheckedEnv } from '../env.js';
import { adviceOn } from '../explain-error.js';
import { checkPlatformClock } from './check-platform-clock.js';
import { type Finding, failed, ok, skipped } from './finding.js';
import { isPublic } from './is-public.js';

export interface PlatformOptions {
  readonly credentials: Credentials | undefined;
  /** Where the ingress is said to be. */
  readonly url: string | undefined;
  readonly env: CheckedEnv;
}

/** The platform: whether it lets the account in, has the same time, and reaches the ingress. */
export async function checkPlatform({ credentials, url, env }: PlatformOptions): Promise<readonly Finding[]> {
  const { WECHAT_API_URL: apiUrl, WECHAT_TIMESTAMP_TOLERANCE_SECONDS: toleranceSeconds = 0 } = env;
  if (apiUrl === undefined) return [skipped('access token', 'for want of WECHAT_API_URL')];
  const clock = checkPlatformClock(apiUrl, toleranceSeconds);
  if (credentials === undefined) return [skipped('access token', 'for want of AppID and AppSecret'), await clock];
  const client = openApiClient({ url: apiUrl });
  try {
    // Of its own: one that the workers share would not prove that the AppSecret is right. It is the same token.
    const accessToken = createAccessToken({ client, ...credentials, cache: memoryTokenCache() });
    const token = await checkToken(accessToken.get(), credentials.appId);
    const callback =
      token.status === 'ok'
        ? await checkReach(createAccountApi(client, accessToken), url)
        : skipped('callback', 'for want of an access token');
    return [token, await clock, callback];
  } finally {
    await client.close();
  }
}

async function checkToken(token: Promise<string>, appId: string): Promise<Finding> {
  const check = 'access token';
  try {
    await token;
    return ok(check, `the platform gives ${appId} one`);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    return failed(check, error.message, adviceOn(error));
  }
}

/** Whether the platform finds and reaches the address that is saved in WeChat's console. */
export async function checkReach(api: AccountApi, url: string | undefined): Promise<Finding> {
  const check = 'callback';
  if (url === undefined || !isPublic(url)) {
    return skipped(
      check,
      'give the address that is saved in WeChat’s console with --url to have the platform reach for it',
    );
  }
  try {
    return reached(check, await checkCallback(api));
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    const isUnset = error instanceof ApiError && error.errcode === 40201;
    return failed(check, error.message, isUnset ? `Save ${url} in WeChat’s console first.` : adviceOn(error));
  }
}

function reached(check: string, { dns, ping }: CallbackCheck): Finding {
  if (dns.length === 0) {
    return failed(check, 'the platform does not find its host', 'Is the name in WeChat’s console right, and in DNS?');
  }
  const found = `found at ${dns.map(({ ip }) => ip).join(', ')}`;
  const lost = ping.filter(({ package_loss }) => package_loss !== '0%');
  if (ping.length > lost.length) return ok(check, `${found}, reached in ${ping[0]?.time}`);
  // A firewall may drop pings and let pushes in.
  return failed(
    check,
    `${found}, but no ping comes back`,
    'Does a firewall keep the platform out? Pushes may get through.',
  );
}
