import type { PlatformOptions } from '@wechat-pipeline/played-wechat';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import type { Test } from 'tap';

export const account = { appId: 'wxfirst', appSecret: 'first-secret' };
export const otherAccount = { appId: 'wxother', appSecret: 'other-secret' };

/** 2025-01-15 12:00 in Shanghai. */
export const noon = Date.UTC(2025, 0, 15, 4);

// Answers are read as they are found in the tests; `Json` is any JSON object.
export interface Json {
  [name: string]: unknown;
}

export type Setup = Awaited<ReturnType<typeof setup>>;

/** A platform with two accounts and a clock that only moves when it is told to. */
export async function setup(t: Test, options: Partial<PlatformOptions> = {}) {
  const clock = { now: noon };
  const platform = await startPlatform({ accounts: [account, otherAccount], now: () => clock.now, ...options });
  t.teardown(() => platform.close());

  async function get(path: string, query: Record<string, string> = {}): Promise<Json> {
    const response = await fetch(`${platform.url}${path}?${new URLSearchParams(query)}`);
    return (await response.json()) as Json;
  }

  async function post(path: string, body: unknown, query: Record<string, string> = {}): Promise<Json> {
    const response = await fetch(`${platform.url}${path}?${new URLSearchParams(query)}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return (await response.json()) as Json;
  }

  async function stableToken(more: Json = {}): Promise<string> {
    const answer = await post('/cgi-bin/stable_token', {
      grant_type: 'client_credential',
      appid: account.appId,
      secret: account.appSecret,
      ...more,
    });
    return String(answer.access_token);
  }

  async function plainToken(credentials = account): Promise<string> {
    const { appId: appid, appSecret: secret } = credentials;
    const answer = await get('/cgi-bin/token', { grant_type: 'client_credential', appid, secret });
    return String(answer.access_token);
  }

  /** What a call with that token is answered: an errcode, or undefined for success. */
  async function errcodeWith(accessToken: string): Promise<unknown> {
    return (await get('/cgi-bin/user/get', { access_token: accessToken })).errcode;
  }

  return { platform, clock, get, post, stableToken, plainToken, errcodeWith };
}
