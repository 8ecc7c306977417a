import { body, type PushFields, subscribe, text } from '@wechat-pipeline/played-wechat';
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

const PLACEHOLDER = openid(0);
const ANSWER_TO_TEXT = latin1('<Content><![CDATA[编辑@+您想说的话,我们可以收到]]></Content></xml>');

/** Texts; the right answer goes back to who sent it, with the sentence that is due. */
export function textRequests(): () => Request {
  const render = template(text(PLACEHOLDER, '你好，请问今天营业到几点？'));
  return () => {
    const from = openid(nextSerial());
    return {
      bytes: render(from),
      isAnsweredBy: answer => isOk(answer) && answer.includes(from) && answer.endsWith(ANSWER_TO_TEXT),
    };
  };
}

/** Texts for a server that says the same to everybody. */
export function equallyAnsweredTextRequests(): () => Request {
  const render = template(text(PLACEHOLDER, '你好，请问今天营业到几点？'));
  const isAnsweredBy = (answer: string) => isOk(answer) && answer.endsWith(ANSWER_TO_TEXT);
  return () => ({ bytes: render(openid(nextSerial())), isAnsweredBy });
}

/** Each is a new follower. */
export function subscribeRequests(): () => Request {
  return acknowledged(template(subscribe(PLACEHOLDER)));
}

function acknowledged(render: (openid: string) => string): () => Request {
  const isAnsweredBy = (answer: string) => isOk(answer) && answer.endsWith('\r\n\r\nsuccess');
  return () => ({ bytes: render(openid(nextSerial())), isAnsweredBy });
}

function isOk(answer: string): boolean {
  return answer.startsWith('HTTP/1.1 200 ');
}

/** The push's request with another OpenID, signed now. */
function template(fields: PushFields): (openid: string) => string {
  const xml = latin1(body({ ToUserName: ACCOUNT.originalId, ...fields }));
  const [before = '', after = ''] = xml.split(PLACEHOLDER);
  const headers =
    ' HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/4.0\r\nAccept: */*\r\nPragma: no-cache\r\n' +
    `Content-Type: text/xml\r\nContent-Length: ${xml.length}\r\n\r\n${before}`;
  let nonce = 1_000_000_000;
  return from => {
    nonce += 1;
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign(ACCOUNT.token, timestamp, String(nonce));
    const query = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${from}`;
    return `POST /wechat?${query}${headers}${from}${after}`;
  };
}

/** The bytes of a text, one character a byte: they are written so at no cost. */
function latin1(utf8: string): string {
  return Buffer.from(utf8).toString('latin1');
}
