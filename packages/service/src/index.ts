export { type AdaptiveLimit, type AdaptiveLimitOptions, createAdaptiveLimit, type Ending } from './adaptive-limit.js';
export { type AdminServer, startAdminServer } from './admin-server.js';
export { DependencyAwayError, orRedisAway } from './dependency-away-error.js';
export { address, checkEnv, environment, matching, readEnv, whole } from './env.js';
export { connectFailFast, headStart } from './fail-fast-redis.js';
export { type Failure, type GroupCommit, type GroupCommitOptions, groupCommit } from './group-commit.js';
export { type Check, createHealth, type Health, type HealthReport, healthRoutes } from './health.js';
export { createLog, describeError, type Log } from './log.js';
export { logOutages } from './outages.js';
export { buildPublicServer, type PublicServerOptions } from './public-server.js';
export { stopInOrder } from './stop.js';
export {
  API_VARIABLES,
  adminPort,
  COMMON_VARIABLES,
  HANDLER_VARIABLES,
  INGRESS_VARIABLES,
  MONGODB_VARIABLES,
  SESSION_VARIABLES,
  WORKER_VARIABLES,
} from './variables.js';
