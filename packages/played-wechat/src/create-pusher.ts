import { randomBytes, randomInt } from 'node:crypto';
import { type PushFormat, type PushMode, sign } from '@wechat-pipeline/wechat-core';
import type { Dispatcher } from 'undici';
import { type Answer, ask } from './ask.js';
import { interactionOf, type NotedInteractions } from './interaction-of.js';
import type { PushFields } from './push-fields.js';
import { openReply, sealer } from './seal.js';

export interface PusherOptions {
  /** Where to push: the address that is typed into WeChat's console. */
  url: string;
  /** The token that is typed into WeChat's console. */
  token: string;
  /** The account whose followers these pushes are about, when the platform plays several. */
  appId?: string;
  /** Told of what lets the account write to a follower, before that is pushed. */
  platform?: NotedInteractions;
  /** How pushes come; the platform's default, and ours: `plaintext`. The others need AppID and EncodingAESKey. */
  mode?: PushMode;
  /** What pushes are written in; the platform's default, and ours: `xml`. */
  format?: PushFormat;
  /** The EncodingAESKey that is typed into WeChat's console. */
  encodingAesKey?: string;
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
  /** Of the last try, as it came; undefined when it had none. */
  answer: Answer | undefined;
  /** The passive reply in the clear, if the answer was one. */
  reply: string | undefined;
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
  const contentType = options.format === 'json' ? 'application/json' : 'text/xml';
  const transport = {
    deadlineMilliseconds,
    contentType,
    ...(options.dispatcher && { dispatcher: options.dispatcher }),
  };

  const seal = sealer(options);

  /** The address with what the platform adds to it; signed anew each time. */
  function signedUrl(more: Readonly<Record<string, string>>, encrypted?: string): string {
    const timestamp = String(Math.floor(now() / 1_000));
    const nonce = String(randomInt(1_000_000_000, 2_147_483_648));
    const query = new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce, ...more });
    if (encrypted !== undefined) {
      query.set('encrypt_type', 'aes');
      query.set('msg_signature', sign(token, timestamp, nonce, encrypted));
    }
    return `${url}${separator}${query}`;
  }

  return {
    appId: options.appId,
    now,
    async handshake() {
      const echostr = String(randomBytes(8).readBigUInt64BE());
      const answer = await ask(signedUrl({ echostr }), undefined, transport);
      return answer?.status === 200 && answer.body === echostr;
    },
    async push(fields) {
      const startedAt = performance.now();
      // The same for each redelivery, which is what makes it recognizable; signature and encryption are made anew.
      const push = { ToUserName: originalId, ...fields };
      const interaction = interactionOf(fields);
      if (interaction) await options.platform?.interact(fields.FromUserName, interaction, options.appId);
      let answer: Answer | undefined;
      let tries = 0;
      do {
        tries++;
        const { document, encrypted } = seal(push);
        answer = await ask(signedUrl({ openid: fields.FromUserName }, encrypted), document, transport);
      } while (answer?.status !== 200 && tries < maxTries);
      const delivered = answer?.status === 200;
      const reply = delivered ? openReply(answer?.body ?? '', options) : undefined;
      return { answer, reply, tries, delivered, milliseconds: performance.now() - startedAt };
    },
  };
}
