export { noteReceptions, type Reception, withFirstReceptions } from './first-receptions.js';
export { BACKOFF, backoffMilliseconds, JOB_OPTIONS } from './job-options.js';
export {
  isPushForJob,
  JOB_KINDS,
  type JobData,
  type JobKind,
  type JobPush,
  MAX_PUSHES_A_JOB,
  type PushForJob,
} from './kinds.js';
export { closeQueues, enqueue, enqueueAlone, openQueues, type Queues } from './queues.js';
