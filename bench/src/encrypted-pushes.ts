import { body } from '@wechat-pipeline/played-wechat';
import { decrypt, encrypt, isSignedBy, parseEncodingAesKey, sign } from '@wechat-pipeline/wechat-core';
import { ACCOUNT, openid } from './account.js';
import type { Request } from './generate-load.js';
import { headersOf, isOk, latin1, nextNonce, nextSerial, question } from './signed-pushes.js';

const AES_KEY = parseEncodingAesKey(ACCOUNT.encodingAesKey);

/** More than come between two looks at the same one by any cache that fits beside a request. */
const PREPARED = 4_096;

/** So many answers for one that is decrypted: it takes the generator as long as a request. */
const CHECKED = 64;

/**
 * Texts in security mode. They are encrypted in advance, each from another follower, and come again after {@link PREPARED};
 * nonce, timestamp and so both signatures are new each time. Of the answers, which no two times are the same, every 64th is
 * verified, decrypted and read.
 */
export function encryptedTextRequests(): () => Request {
  const prepared = Array.from({ length: PREPARED }, encryptedText);
  let sent = 0;
  let answered = 0;
  return () => {
    const { from, encrypted, rest, answerEnd } = prepared[sent % PREPARED]!;
    sent += 1;
    const nonce = nextNonce();
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const signature = sign(ACCOUNT.token, timestamp, nonce);
    const ofBody = sign(ACCOUNT.token, timestamp, nonce, encrypted);
    const query =
      `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&openid=${from}` +
      `&encrypt_type=aes&msg_signature=${ofBody}`;
    return {
      bytes: `POST /wechat?${query}${rest}`,
      isAnsweredBy(answer) {
        answered += 1;
        if (!isOk(answer) || !answer.includes('<Encrypt>')) return false;
        return answered % CHECKED !== 0 || isReply(answer, from, answerEnd);
      },
    };
  };
}

function encryptedText() {
  const from = openid(nextSerial());
  const { fields, answerEnd } = question(from);
  const encrypted = encrypt(body({ ToUserName: ACCOUNT.originalId, ...fields }), AES_KEY, ACCOUNT.appId);
  const document = latin1(body({ ToUserName: ACCOUNT.originalId, Encrypt: encrypted }));
  return { from, encrypted, rest: headersOf(document) + document, answerEnd };
}

/** Whether an answer is an encrypted reply to that follower, with the sentence that is due. */
export function isReply(answer: string, to: string, end: string): boolean {
  const [encrypted, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map(
    name => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]+)`).exec(answer)?.[1] ?? '',
  ) as [string, string, string, string];
  if (!isSignedBy(signature, ACCOUNT.token, timestamp, nonce, encrypted)) return false;
  const reply = decrypt(encrypted, AES_KEY, ACCOUNT.appId);
  return reply.includes(`<ToUserName><![CDATA[${to}]]>`) && reply.endsWith(end);
}
