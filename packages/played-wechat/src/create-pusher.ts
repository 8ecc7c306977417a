import { randomBytes, randomInt } from 'node:crypto';
import { sign } from '@wechat-pipeline/wechat-core';
import type { Dispatcher } from 'undici';
import { type Answer, ask } from './ask.js';
import { body } from './body.js';
import type { PushFields } from './push-fields.js';

export interface PusherOptions {
  /** Where to push: the address that is typed into WeChat's console. */
  url: string;
  /** The token that is typed into WeChat's console. */
  token: string;
  /** The account whose followers these pushes are about, when the platform plays several. */
  appId?: string;
  /** `gh_…`, the pushes' ToUserName. */
  originalId: string;
  /** Milliseconds since the epoch; `Date.now` by default. */
  now?: () => number;
  /** How long an answer may take; the platform's, and the default: 5,000. */
  deadlineMilliseconds?: number;
  /** Deliveries in total; the platform's, and the default: 3. */
  tries?: number;
  /** undici's, for connections of your own or a mock. */
  dispatcher?: Dispatcher;
}

export interface PushResult {
  /** Of the last try; undefined when it had none. */
  answer: Answer | undefined;
  tries: number;
  /** Whether a try was answered with 200. */
  delivered: boolean;
  /** From the first try to the end of the last. */
  milliseconds: number;
}

export interface Pusher {
  readonly appId: string | undefined;
  readonly now: () => number;
  /** What the platform does when the address is saved; whether the echo came back verbatim. */
  handshake(): Promise<boolean>;
  /** Pushes until it is answered with 200, three times in total. Called again with the same fields, it is a redelivery. */
  push(fields: PushFields): Promise<PushResult>;
}

export function createPusher(options: PusherOptions): Pusher {
  const { url, token, originalId, now = Date.now, deadlineMilliseconds = 5_000, tries: maxTries = 3 } = options;
  const separator = url.includes('?') ? '&' : '?';
  const transport = { deadlineMilliseconds, ...(options.dispatcher ? { dispatcher: options.dispatcher } : {}) };

  function signedUrl(name: 'echostr' | 'openid', value: string): string {
    const timestamp = String(Math.floor(now() / 1_000));
    const nonce = String(randomInt(1_000_000_000, 2_147_483_648));
    const signature = sign(token, timestamp, nonce);
    return `${url}${separator}signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&${name}=${encodeURIComponent(value)}`;
  }

  return {
    appId: options.appId,
    now,
    async handshake() {
      const echostr = String(randomBytes(8).readBigUInt64BE());
      const answer = await ask(signedUrl('echostr', echostr), undefined, transport);
      return answer?.status === 200 && answer.body === echostr;
    },
    async push(fields) {
      const startedAt = performance.now();
      // The same for each redelivery, which is what makes it recognizable; only the query is signed anew.
      const xml = body({ ToUserName: originalId, ...fields });
      let answer: Answer | undefined;
      let tries = 0;
      do {
        tries++;
        answer = await ask(signedUrl('openid', fields.FromUserName), xml, transport);
      } while (answer?.status !== 200 && tries < maxTries);
      return { answer, tries, delivered: answer?.status === 200, milliseconds: performance.now() - startedAt };
    },
  };
}
