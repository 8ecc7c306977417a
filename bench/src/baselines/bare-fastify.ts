import { fastify } from 'fastify';

// As little as Fastify can do with a text: the body is read as a string, the answer is always the same. It is as long as ours, since
// what a longer one costs is no work of ours.
const ANSWER =
  '<xml><ToUserName><![CDATA[oAlwaysTheSame00000000000000]]></ToUserName><FromUserName><![CDATA[gh_0123456789ab]]></FromUserName>' +
  '<CreateTime>1795305600</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[编辑@+您想说的话,我们可以收到]]></Content></xml>';

const server = fastify();
server.removeAllContentTypeParsers();
server.addContentTypeParser('text/xml', { parseAs: 'string' }, (_request, body, done) => done(null, body));
server.post('/wechat', (_request, reply) => {
  reply.type('text/xml; charset=utf-8').send(ANSWER);
});
console.log(await server.listen({ host: '127.0.0.1', port: 0 }));
process.once('SIGTERM', () => void server.close());
