import { address, adminPort, COMMON_VARIABLES, matching, readEnv, whole } from '@wechat-pipeline/service';

/** The worker's environment; ends the process with one message if it is not as it should be. */
export function readWorkerEnv() {
  return readEnv('worker', {
    ...COMMON_VARIABLES,
    WECHAT_APP_SECRET: matching(/^\S{1,128}$/)({ desc: 'the Official Account’s AppSecret' }),
    WECHAT_API_URL: address(
      'https',
      'http',
    )({
      default: 'https://api.weixin.qq.com',
      desc: 'an address https://host or http://host, of the server API',
    }),
    MONGODB_URL: matching(/^mongodb(?:\+srv)?:\/\/[^/]+\/[^/?]+/)({
      default: 'mongodb://127.0.0.1:27017/wechat',
      desc: 'an address mongodb://host:port/database or mongodb+srv://host/database',
    }),
    WORKER_CONCURRENCY: whole(1, 1_000)({ default: 64, desc: 'jobs of each kind in flight, from 1 to 1000' }),
    ADMIN_PORT: adminPort(9465),
  });
}

export type WorkerEnv = ReturnType<typeof readWorkerEnv>;
