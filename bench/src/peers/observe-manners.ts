import { body, text } from '@wechat-pipeline/played-wechat';
import { sign } from '@wechat-pipeline/wechat-core';
import { XMLParser } from 'fast-xml-parser';
import { request } from 'undici';
import { ACCOUNT, openid } from '../account.js';
import { nextSerial, SENTENCE } from '../signed-pushes.js';

/** What a server does with texts, right ones and others. */
export interface Manners {
  /** The status with which it refuses a wrong signature; undefined: it answers as if it were right. */
  readonly refusalStatus: number | undefined;
  /** Answers what was signed an hour ago. */
  readonly takesStale: boolean;
  /** Answers another text under a signature that it has seen already. */
  readonly takesReplays: boolean;
  /** Answers a redelivery as it did the first time. */
  readonly answersRedelivery: boolean;
  /** In what CreateTime of its replies is; the platform's is in seconds. */
  readonly countsIn: 'seconds' | 'milliseconds';
}

const HOUR_SECONDS = 3_600;
const parser = new XMLParser({ parseTagValue: false });

/**
 * Sends a server texts to see how it treats them.
 *
 * @throws an Error if it does not answer a right one as it should
 */
export async function observeManners(name: string, url: string): Promise<Manners> {
  const right = signedText();
  const { status, written, reply } = await post(url, right);
  const isRight =
    status === 200 &&
    reply.ToUserName === right.from &&
    reply.FromUserName === ACCOUNT.originalId &&
    reply.MsgType === 'text' &&
    reply.Content === SENTENCE;
  if (!isRight) throw new Error(`expected ${name} to answer “${SENTENCE}” with 200, got ${status} and ${written}`);

  const forged = await post(url, signedText({ token: 'AnotherToken' }));
  const isAnswered = async (push: SignedText) => (await post(url, push)).reply.Content === SENTENCE;
  return {
    refusalStatus: forged.reply.Content === SENTENCE ? undefined : forged.status,
    takesStale: await isAnswered(signedText({ secondsAgo: HOUR_SECONDS })),
    answersRedelivery: await isAnswered(right),
    takesReplays: await isAnswered({ ...right, body: textBody(right.from, '再见') }),
    // Milliseconds have had thirteen digits since 2001.
    countsIn: (reply.CreateTime ?? '').length >= 13 ? 'milliseconds' : 'seconds',
  };
}

interface SignedText {
  readonly from: string;
  readonly query: string;
  readonly body: string;
}

function signedText({ token = ACCOUNT.token as string, secondsAgo = 0 } = {}): SignedText {
  const serial = nextSerial();
  const from = openid(serial);
  const timestamp = String(Math.floor(Date.now() / 1_000) - secondsAgo);
  const nonce = String(serial);
  const query = new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce, openid: from });
  return { from, query: query.toString(), body: textBody(from, '你好') };
}

function textBody(from: string, content: string): string {
  return body({ ToUserName: ACCOUNT.originalId, ...text(from, content) });
}

async function post(url: string, push: SignedText) {
  const headers = { 'content-type': 'text/xml' };
  const answer = await request(`${url}/wechat?${push.query}`, { method: 'POST', headers, body: push.body });
  const written = await answer.body.text();
  const { xml } = parser.parse(written) as { xml?: Readonly<Record<string, string>> };
  return { status: answer.statusCode, written, reply: typeof xml === 'object' ? xml : {} };
}
