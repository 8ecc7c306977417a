import { createRequire } from 'node:module';
import { parseXml } from '../../src/xml.js';
import type { AccountSecrets, Peer } from './peer.js';

/** As much of the package’s class as is used; it has no types of its own. */
interface WXBizMsgCrypt {
  getSignature(timestamp: string, nonce: string, encrypted: string): string;
  encrypt(text: string): string;
  decrypt(text: string): { readonly message: string; readonly id: string };
}

const Crypt: new (token: string, encodingAESKey: string, id: string) => WXBizMsgCrypt = createRequire(import.meta.url)(
  'wechat-crypto',
);

/** wechat-crypto of npm. It reads no documents and compares neither signature nor AppID: that is done here. */
export function wechatCrypto({ token, encodingAesKey, appId }: AccountSecrets): Peer {
  const crypt = new Crypt(token, encodingAesKey, appId);
  return {
    name: 'wechat-crypto',
    async seal(document, timestamp, nonce) {
      const encrypted = crypt.encrypt(document);
      return { encrypted, signature: crypt.getSignature(timestamp, nonce, encrypted) };
    },
    async open(envelope) {
      const { Encrypt, MsgSignature, TimeStamp, Nonce } = parseXml(envelope);
      if (crypt.getSignature(`${TimeStamp}`, `${Nonce}`, `${Encrypt}`) !== MsgSignature) throw new Error('signature');
      const { message, id } = crypt.decrypt(`${Encrypt}`);
      if (id !== appId) throw new Error('AppID');
      return parseXml(message);
    },
  };
}
