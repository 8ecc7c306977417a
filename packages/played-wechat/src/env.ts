import { cleanEnv, makeValidator } from 'envalid';

/** A string that is set but empty would make every OpenID a follower. */
const nonEmpty = makeValidator<string>(input => {
  if (input === '') throw new TypeError('must not be empty');
  return input;
});

/** envalid's own refuses 0, which lets the system pick a free one. */
const portOrZero = makeValidator<number>(input => {
  const port = Number(input);
  if (!/^\d+$/.test(input) || port > 65_535) throw new TypeError(`must be a port, 0 to 65535, not ${input}`);
  return port;
});

export interface Env {
  appId: string;
  appSecret: string;
  host: string;
  port: number;
  autoFollow: string | undefined;
}

/**
 * The environment of the played platform as a process. `.env` is not read: HOST and PORT there are the ingress's.
 * Throws one error that names every wrong variable.
 */
export function readEnv(environment: NodeJS.ProcessEnv = process.env): Env {
  const env = cleanEnv(
    environment,
    {
      WECHAT_APP_ID: nonEmpty({ default: 'wx0123456789abcdef', desc: 'the AppID of the account that is played' }),
      WECHAT_APP_SECRET: nonEmpty({ default: '0123456789abcdef0123456789abcdef', desc: 'its AppSecret' }),
      HOST: nonEmpty({ default: '127.0.0.1', desc: 'where to listen' }),
      PORT: portOrZero({ default: 8088, desc: 'where to listen; 0: a free one' }),
      PLAYED_AUTO_FOLLOW: nonEmpty({ default: undefined, desc: 'an OpenID that begins so is a follower' }),
    },
    {
      reporter({ errors }) {
        const wrong = Object.entries(errors).map(([name, error]) => `${name}: ${error?.message}`);
        if (wrong.length > 0) throw new Error(`bad environment: ${wrong.join('; ')}`);
      },
    },
  );
  return {
    appId: env.WECHAT_APP_ID,
    appSecret: env.WECHAT_APP_SECRET,
    host: env.HOST,
    port: env.PORT,
    autoFollow: env.PLAYED_AUTO_FOLLOW,
  };
}
