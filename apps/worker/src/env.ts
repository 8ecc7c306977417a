import {
  API_VARIABLES,
  adminPort,
  COMMON_VARIABLES,
  MONGODB_VARIABLES,
  readEnv,
  whole,
} from '@wechat-pipeline/service';

/** The worker's environment; ends the process with one message if it is not as it should be. */
export function readWorkerEnv() {
  return readEnv('worker', {
    ...COMMON_VARIABLES,
    ...API_VARIABLES,
    ...MONGODB_VARIABLES,
    WORKER_CONCURRENCY: whole(1, 1_000)({ default: 64, desc: 'jobs of each kind in flight, from 1 to 1000' }),
    ADMIN_PORT: adminPort(9465),
  });
}

export type WorkerEnv = ReturnType<typeof readWorkerEnv>;
