import { body, click, type PushFields, subscribe, text } from '@wechat-pipeline/played-wechat';
import { sign } from '@wechat-pipeline/wechat-core';
import { ACCOUNT, openid } from './account.js';
import type { Request } from './generate-load.js';

// Each push is another one: signed anew, from another follower. So nothing can be answered out of a cache.

let lastSerial = 0;

/** The number of a follower who has not been there before. */
export function nextSerial(): number {
  lastSerial += 1;
  return lastSerial;
}

let lastNonce = 1_000_000_000;

/** One that has not been used: with another body, in the same second, an ingress would take it for a replay. */
export function nextNonce(): string {
  lastNonce += 1;
  return String(lastNonce);
}

const PLACEHOLDER = openid(0);
/** What the ingress says to a text, and the peers. */
export const SENTENCE = '编辑@+您想说的话,我们可以收到';
const QUESTION = '你好，请问今天营业到几点？';
const ANSWER = `<Content><![CDATA[${SENTENCE}]]></Content></xml>`;
const ANSWER_TO_TEXT = latin1(ANSWER);
const SENTENCE_BYTES = latin1(SENTENCE);

/** A text, and the end of the document that is due. */
export function question(from: string): { readonly fields: PushFields; readonly answerEnd: string } {
  return { fields: text(from, QUESTION), answerEnd: ANSWER };
}

/** Texts; the right answer goes back to who sent it, with the sentence that is due. */
export function textRequests(): () => Request {
  const render = template(text(PLACEHOLDER, QUESTION));
  return () => {
    const from = openid(nextSerial());
    return {
      bytes: render(from),
      isAnsweredBy: answer => isOk(answer) && answer.includes(from) && answer.endsWith(ANSWER_TO_TEXT),
    };
  };
}

/** Texts for any server that answers likewise, in an order and a layout of its own, with CDATA or without. */
export function freelyAnsweredTextRequests(): () => Request {
  const render = template(text(PLACEHOLDER, QUESTION));
  const says = (answer: string, name: string, value: string) =>
    answer.includes(`<${name}><![CDATA[${value}]]></${name}>`) || answer.includes(`<${name}>${value}</${name}>`);
  return () => {
    const from = openid(nextSerial());
    const isAnsweredBy = (answer: string) =>
      isOk(answer) && says(answer, 'ToUserName', from) && says(answer, 'Content', SENTENCE_BYTES);
    return { bytes: render(from), isAnsweredBy };
  };
}

/** Texts for a server that says the same to everybody. */
export function equallyAnsweredTextRequests(): () => Request {
  const render = template(text(PLACEHOLDER, QUESTION));
  const isAnsweredBy = (answer: string) => isOk(answer) && answer.endsWith(ANSWER_TO_TEXT);
  return () => ({ bytes: render(openid(nextSerial())), isAnsweredBy });
}

/** Each is a new follower, unless `next` tells who follows. */
export function subscribeRequests(next: () => string = () => openid(nextSerial()), fields = SUBSCRIBE): () => Request {
  const render = template(fields);
  const isAnsweredBy = (answer: string) => isOk(answer) && answer.endsWith('\r\n\r\nsuccess');
  return () => ({ bytes: render(next()), isAnsweredBy });
}

const SUBSCRIBE = subscribe(PLACEHOLDER);

/** Somebody follows through a QR code; the XML is 400 bytes long, which is what such a push has in the wild. */
export function subscribeOf400Bytes(): PushFields {
  const fields = (ticket: string) => subscribe(PLACEHOLDER, { scene: 'bench', ticket });
  const rest = Buffer.byteLength(body({ ToUserName: ACCOUNT.originalId, ...fields('') }));
  return fields('T'.repeat(400 - rest));
}

/**
 * Taps on a menu button that nothing is set up for. The document is as long as that of a `subscribe`, its elements are the
 * same, and so is its way through the ingress: verified, parsed, the account's rules asked. Only a job it is not.
 */
export function idleClickRequests(): () => Request {
  return subscribeRequests(undefined, click(PLACEHOLDER, 'idle'));
}

export function isOk(answer: string): boolean {
  return answer.startsWith('HTTP/1.1 200 ');
}

/** The push's request with another OpenID, signed and created now: who follows again does so at another time. */
function template(fields: PushFields): (openid: string) => string {
  const xml = latin1(body({ ToUserName: ACCOUNT.originalId, ...fields }));
  const [before = '', between = '', after = ''] = xml.split(new RegExp(`${PLACEHOLDER}|${fields.CreateTime}`));
  const headers = headersOf(xml) + before;
  return from => {
    const nonce = nextNonce();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign(ACCOUNT.token, timestamp, nonce);
    const query = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${from}`;
    return `POST /wechat?${query}${headers}${from}${between}${timestamp}${after}`;
  };
}

/** What stands between the query and the body. */
export function headersOf(body: string): string {
  return (
    ' HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nPragma: no-cache\r\n' +
    `Content-Type: text/xml\r\nContent-Length: ${body.length}\r\n\r\n`
  );
}

/** The bytes of a text, one character a byte: they are written so at no cost. */
export function latin1(utf8: string): string {
  return Buffer.from(utf8).toString('latin1');
}
