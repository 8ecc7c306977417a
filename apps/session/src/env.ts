import {
  API_VARIABLES,
  adminPort,
  COMMON_VARIABLES,
  MONGODB_VARIABLES,
  readEnv,
  SESSION_VARIABLES,
} from '@wechat-pipeline/service';

/** The session process's environment; ends the process with one message if it is not as it should be. */
export function readSessionEnv() {
  return readEnv('session', {
    ...COMMON_VARIABLES,
    ...API_VARIABLES,
    ...MONGODB_VARIABLES,
    ...SESSION_VARIABLES,
    ADMIN_PORT: adminPort(9466),
  });
}

export type SessionEnv = ReturnType<typeof readSessionEnv>;
