// `@wechat-pipeline/wechat-core/reply`: what may go back in the response. Reaches nothing that speaks HTTP.
export * from '../reply.js';
export { type PushFormat, writeReply } from '../write-reply.js';
export { cdata } from '../xml.js';
