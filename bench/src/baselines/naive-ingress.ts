import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { fastify } from 'fastify';
import { Redis } from 'ioredis';
import { type NaivePush, naiveJob, openNaiveQueue } from './naive-queue.js';

// What one writes first: parse the XML with the parser that everybody takes, add a job for each event, answer.

const [redisUrl = '', token = ''] = process.argv.slice(2);
const parser = new XMLParser();
const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
const queue = openNaiveQueue(redis);

const server = fastify();
server.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post<{ Querystring: Record<string, string>; Body: string }>('/wechat', async (request, reply) => {
  const { signature, timestamp = '', nonce = '' } = request.query;
  const expected = createHash('sha1').update([token, timestamp, nonce].sort().join('')).digest('hex');
  if (signature !== expected) return reply.code(403).send('Bad Token!');
  const { xml } = parser.parse(request.body) as { xml: NaivePush };
  if (xml.MsgType === 'event') {
    const { name, data, opts } = naiveJob(xml);
    await queue.add(name, data, opts);
  }
  return reply.type('text/plain').send('success');
});
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));

process.once('SIGTERM', async () => {
  await server.close();
  await queue.close();
  redis.disconnect();
});
