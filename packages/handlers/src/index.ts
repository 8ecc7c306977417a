export { type DefinedHandler, defineHandler } from './define-handler.js';
export type { Handler, HandlerContext, HandlerLog } from './handler.js';
export type { FollowerProfile } from './profile.js';
