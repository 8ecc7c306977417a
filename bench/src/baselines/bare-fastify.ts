import { fastify } from 'fastify';

// As little as Fastify can do with a push: the body is read as a string, the answer is always the same.

const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post('/wechat', (_request, reply) => {
  reply.type('text/plain').send('success');
});
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('SIGTERM', () => void server.close());
