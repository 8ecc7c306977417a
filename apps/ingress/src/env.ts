import { adminPort, COMMON_VARIABLES, matching, readEnv, whole } from '@wechat-pipeline/service';
import { str } from 'envalid';

/** The ingress's environment; ends the process with one message if it is not as it should be. */
export function readIngressEnv() {
  return readEnv('ingress', {
    ...COMMON_VARIABLES,
    WECHAT_TOKEN: matching(/^[A-Za-z0-9]{3,32}$/)({
      desc: 'the token typed into WeChat’s console, 3 to 32 letters and digits',
    }),
    WECHAT_ENCODING_AES_KEY: matching(/^(?!)/)({
      default: undefined,
      desc: 'no value: encrypted pushes are not supported yet, choose plaintext mode in WeChat’s console',
    }),
    WECHAT_MODE: str({
      choices: ['plaintext'],
      default: 'plaintext',
      desc: 'plaintext: the encrypted modes are not supported yet',
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
