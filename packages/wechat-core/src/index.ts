// Each name has its place in one of these, which can be imported alone.
export * from './entries/api.js';
export * from './entries/menu.js';
export * from './entries/push.js';
export * from './entries/reply.js';
export * from './errors.js';
