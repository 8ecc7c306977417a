import { hash } from 'node:crypto';
import { fastify } from 'fastify';
import { Redis } from 'ioredis';
import { XADD_STREAM } from './xadd-stream.js';

// About as little as can be done for an event that must not be lost: the signature, the four fields that an event has, an entry
// of a stream. Those of one turn of the event loop go to Redis in one pipeline.

const [redisUrl = '', token = ''] = process.argv.slice(2);
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null, enableAutoPipelining: true });

const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post<{ Querystring: Record<string, string>; Body: string }>('/wechat', (request, reply) => {
  const { signature, timestamp = '', nonce = '' } = request.query;
  if (signature !== hash('sha1', [token, timestamp, nonce].sort().join(''))) return reply.code(403).send('Bad Token!');
  const { body } = request;
  const event = JSON.stringify({
    fromUserName: element(body, '<FromUserName><![CDATA[', ']]>'),
    createTime: Number(element(body, '<CreateTime>', '<')),
    event: element(body, '<Event><![CDATA[', ']]>'),
    eventKey: element(body, '<EventKey><![CDATA[', ']]>'),
  });
  return redis.xadd(XADD_STREAM, '*', 'event', event).then(() => reply.type('text/plain').send('success'));
});
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));

process.once('SIGTERM', async () => {
  await server.close();
  redis.disconnect();
});

function element(document: string, start: string, end: string): string {
  const from = document.indexOf(start) + start.length;
  return document.slice(from, document.indexOf(end, from));
}
