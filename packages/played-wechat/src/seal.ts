import {
  type AesKey,
  decrypt,
  encrypt,
  isSignedBy,
  type PushFormat,
  type PushMode,
  parseEncodingAesKey,
} from '@wechat-pipeline/wechat-core';
import { body, type Fields, jsonBody } from './body.js';

/** What of an account the encrypted modes need. */
export interface Sealing {
  mode?: PushMode;
  format?: PushFormat;
  token: string;
  appId?: string;
  encodingAesKey?: string;
}

/** A push as it is sent. */
interface SealedPush {
  document: string;
  /** What `msg_signature` covers; undefined in plaintext mode. */
  encrypted: string | undefined;
}

/** Makes documents of pushes, as the account's mode has them. */
export function sealer(account: Sealing): (push: Fields) => SealedPush {
  const { mode = 'plaintext', format = 'xml' } = account;
  const write = format === 'json' ? jsonBody : body;
  if (mode === 'plaintext') return push => ({ document: write(push), encrypted: undefined });
  const { appId, aesKey } = encryption(account);
  return push => {
    const encrypted = encrypt(write(push), aesKey, appId);
    const plain = mode === 'compatibility' ? push : { ToUserName: push.ToUserName ?? '' };
    return { document: write({ ...plain, Encrypt: encrypted }), encrypted };
  };
}

/** The passive reply that an answer is, in the clear; undefined for any other. Throws where its signature is wrong. */
export function openReply(answer: string, account: Sealing): string | undefined {
  const read = readerOf(answer);
  if (read === undefined) return undefined;
  const [encrypted, signature, timestamp, nonce] = ['Encrypt', 'MsgSignature', 'TimeStamp', 'Nonce'].map(read);
  if (encrypted === undefined) return answer;
  if (!isSignedBy(signature ?? '', account.token, timestamp ?? '', nonce ?? '', encrypted)) {
    throw new Error('expected an encrypted reply signed with the token, got one with another MsgSignature');
  }
  const { appId, aesKey } = encryption(account);
  return decrypt(encrypted, aesKey, appId);
}

/** Reads fields of a reply in either format. */
function readerOf(answer: string): ((name: string) => string | undefined) | undefined {
  if (answer.startsWith('<xml>')) {
    return name => new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(answer)?.[1];
  }
  if (!answer.startsWith('{')) return undefined;
  const fields: Readonly<Record<string, unknown>> = JSON.parse(answer);
  return name => (fields[name] === undefined ? undefined : String(fields[name]));
}

function encryption({ mode, appId, encodingAesKey }: Sealing): { appId: string; aesKey: AesKey } {
  if (appId === undefined || encodingAesKey === undefined) {
    throw new Error(`expected appId and encodingAesKey for ${mode} mode, got one of them at most`);
  }
  return { appId, aesKey: parseEncodingAesKey(encodingAesKey) };
}
