import type { Log } from '@wechat-pipeline/service';
import { type ApiError, isAlarming } from '@wechat-pipeline/wechat-core';
import type { WorkerMetrics } from './metrics.js';

/** Tells a person of the refusals that do not pass by themselves: a wrong secret, an address that is not allowed, … */
export function alarmOn(log: Log, metrics: WorkerMetrics): (error: ApiError) => void {
  return error => {
    if (!isAlarming(error.errcode)) return;
    metrics.alarmed(error.errcode);
    log.error(
      { err: error, errcode: error.errcode, rid: error.rid },
      'the platform refuses what only a person can mend',
    );
  };
}
