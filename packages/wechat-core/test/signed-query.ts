import { type PushSecrets, sign } from '../src/index.js';

export const TOKEN = 'token123';
export const SECRETS: PushSecrets = { tokens: [TOKEN], timestampToleranceSeconds: 300, mode: 'plaintext' };
/** 2026-11-22T00:00:00Z, in milliseconds since the epoch. */
export const NOW = 1_795_305_600_000;

/** The query of a push that WeChat signed so many seconds ago. */
export function signedQuery({ secondsAgo = 0, token = TOKEN } = {}): Record<string, string> {
  const timestamp = String(NOW / 1_000 - secondsAgo);
  const nonce = '1714112445';
  return { signature: sign(token, timestamp, nonce), timestamp, nonce };
}

/** A push's document: the elements that every push has, and these. */
export function xmlOf(
  elements: string,
  { from = 'oFollower', to = 'gh_account', createTime = '1795305600' } = {},
): string {
  return (
    `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[${from}]]></FromUserName>` +
    `<CreateTime>${createTime}</CreateTime>${elements}</xml>`
  );
}

export function eventOf(name: string, elements = ''): string {
  return xmlOf(`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${elements}`);
}

export function textOf(content: string): string {
  return xmlOf(
    `<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content><MsgId>22477458341175809</MsgId>`,
  );
}
