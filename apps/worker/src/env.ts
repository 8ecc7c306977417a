import {
  API_VARIABLES,
  adminPort,
  COMMON_VARIABLES,
  HANDLER_VARIABLES,
  MONGODB_VARIABLES,
  readEnv,
  WORKER_VARIABLES,
} from '@wechat-pipeline/service';

/** The worker's environment; ends the process with one message if it is not as it should be. */
export function readWorkerEnv() {
  return readEnv('worker', {
    ...COMMON_VARIABLES,
    ...API_VARIABLES,
    ...MONGODB_VARIABLES,
    ...HANDLER_VARIABLES,
    ...WORKER_VARIABLES,
    ADMIN_PORT: adminPort(9465),
  });
}

export type WorkerEnv = ReturnType<typeof readWorkerEnv>;
