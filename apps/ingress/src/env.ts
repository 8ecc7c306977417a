import { SECRETS } from '@wechat-pipeline/accounts';
import { adminPort, COMMON_VARIABLES, matching, readEnv, whole } from '@wechat-pipeline/service';
import type { PushFormat } from '@wechat-pipeline/wechat-core';
import { str } from 'envalid';

/** The ingress's environment; ends the process with one message if it is not as it should be. */
export function readIngressEnv() {
  return readEnv('ingress', {
    ...COMMON_VARIABLES,
    WECHAT_TOKEN: matching(SECRETS.token.pattern)({
      desc: 'the token typed into WeChat’s console, 3 to 32 letters and digits; while it is being changed the new one, a comma and the old one',
    }),
    WECHAT_ENCODING_AES_KEY: matching(SECRETS.encodingAesKey.pattern)({
      default: undefined,
      requiredWhen: ({ WECHAT_MODE }) => WECHAT_MODE === 'compatibility' || WECHAT_MODE === 'security',
      desc: 'the EncodingAESKey of WeChat’s console, 43 letters and digits, which the encrypted modes need; while it is being changed the new one, a comma and the old one',
    }),
    WECHAT_MODE: str({
      choices: ['plaintext', 'compatibility', 'security'] as const,
      default: undefined,
      desc: 'plaintext, compatibility or security, as chosen in WeChat’s console',
    }),
    WECHAT_ORIGINAL_ID: matching(/^gh_\w{1,60}$/)({
      default: undefined,
      desc: 'the account’s original ID, such as gh_0123456789ab',
    }),
    WECHAT_FORMAT: str<PushFormat>({
      choices: ['xml', 'json'],
      default: 'xml',
      desc: 'xml or json, the data format chosen in WeChat’s console',
    }),
    WECHAT_PATH: matching(/^\/(?!livez$|readyz$)[\w./-]*$/)({
      default: '/wechat',
      desc: 'a path that begins with / and is neither /livez nor /readyz',
    }),
    WECHAT_TIMESTAMP_TOLERANCE_SECONDS: whole(
      0,
      86_400,
    )({
      default: 300,
      desc: 'whole seconds from 0 (off) to 86400',
    }),
    HOST: str({ default: '0.0.0.0', desc: 'the address to listen on' }),
    PORT: whole(0, 65_535)({ default: 3000, desc: 'a port from 0 (any free one) to 65535' }),
    ADMIN_PORT: adminPort(9464),
  });
}

export type IngressEnv = ReturnType<typeof readIngressEnv>;
