export { type AccountApiOptions, openAccountApi } from './open-account-api.js';
export { redisGrantStore } from './redis-grant-store.js';
