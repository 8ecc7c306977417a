import { adminPort, COMMON_VARIABLES, HANDLER_VARIABLES, INGRESS_VARIABLES, readEnv } from '@wechat-pipeline/service';

/** The ingress's environment; ends the process with one message if it is not as it should be. */
export function readIngressEnv() {
  return readEnv('ingress', {
    ...COMMON_VARIABLES,
    ...INGRESS_VARIABLES,
    ...HANDLER_VARIABLES,
    ADMIN_PORT: adminPort(9464),
  });
}

export type IngressEnv = ReturnType<typeof readIngressEnv>;
