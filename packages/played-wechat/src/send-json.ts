import type { FastifyReply } from 'fastify';
import { writeJson } from './write-json.js';

/** With the content type of api.weixin.qq.com, word for word; a string is sent as it is. */
export function sendJson(reply: FastifyReply, answer: object | string): FastifyReply {
  const body = typeof answer === 'string' ? answer : writeJson(answer);
  // As bytes: to a string Fastify would add a charset of its own.
  return reply.header('content-type', 'application/json; encoding=utf-8').send(Buffer.from(body));
}
