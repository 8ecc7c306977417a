export { type AccountApiOptions, openAccountApi } from './open-account-api.js';
