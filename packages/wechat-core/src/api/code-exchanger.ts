import { setTimeout as pause } from 'node:timers/promises';
import { RestartOAuthError } from '../errors.js';
import type { ApiClient } from './client.js';
import type { Credentials } from './credentials.js';
import { type GrantStore, memoryGrantStore } from './grant-store.js';
import { exchangeCode, type OAuthGrant } from './oauth.js';

/** Exchanges codes that come more than once. */
export interface CodeExchanger {
  /**
   * What the code is worth; for the same code the same, as often as it comes within five minutes. A failure is never
   * remembered: the code is as good as before, if it was the network that failed.
   *
   * Bind `state` to the browser before you trust this: a code that was overheard works here as often as the browser's.
   *
   * @throws as {@link exchangeCode}
   */
  exchange(code: string): Promise<OAuthGrant>;
}

export interface CodeExchangerOptions extends Credentials {
  readonly client: ApiClient;
  /** In this process's memory by default; one that several processes share has to be given. */
  readonly store?: GrantStore;
  readonly now?: () => number;
}

/** So long may another process need from using a code up to storing what it was worth. */
const AWAIT_MILLISECONDS = 2_000;
const POLL_MILLISECONDS = 50;

/** WeChat's client loads the callback twice, and people go back to it: the code is used up then, and yet they are welcome. */
export function createCodeExchanger(options: CodeExchangerOptions): CodeExchanger {
  const { client, now = Date.now, store = memoryGrantStore(now) } = options;
  const underWay = new Map<string, Promise<OAuthGrant>>();

  async function obtain(code: string): Promise<OAuthGrant> {
    const known = await store.read(code);
    if (known) return known;
    try {
      const grant = await exchangeCode(client, options, code, now);
      await store.store(code, grant);
      return grant;
    } catch (error) {
      if (!(error instanceof RestartOAuthError) || error.reason !== 'code_used' || !options.store) throw error;
      const grant = await awaitOther(code);
      if (!grant) throw error;
      return grant;
    }
  }

  /** Another process has used the code up a moment ago, and may not have stored yet what it was worth. */
  async function awaitOther(code: string): Promise<OAuthGrant | undefined> {
    const deadline = now() + AWAIT_MILLISECONDS;
    for (;;) {
      const grant = await store.read(code);
      if (grant || now() >= deadline) return grant;
      await pause(POLL_MILLISECONDS);
    }
  }

  return {
    exchange(code) {
      const exchange = underWay.get(code) ?? obtain(code).finally(() => underWay.delete(code));
      underWay.set(code, exchange);
      return exchange;
    },
  };
}
