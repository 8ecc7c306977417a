import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { openConnection } from '../src/connection.js';

t.test('an answer is handed over whole, with Content-Length or in chunks, and the connection kept', async t => {
  const server = createServer((request, response) => {
    if (request.url === '/length') return void response.end('one text');
    if (request.url === '/empty') return void response.writeHead(200, { 'transfer-encoding': 'chunked' }).end();
    response.write('one ');
    setImmediate(() => response.end('text'));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());

  let take: (answer: string) => void = () => {};
  const { port } = server.address() as AddressInfo; // it listens on a port
  const connection = await openConnection({
    port,
    onAnswer: answer => take(answer),
    onError: error => t.fail(error.message),
  });
  t.teardown(() => connection.close());
  const ask = (path: string) =>
    new Promise<string>(resolve => {
      take = resolve;
      connection.send(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
  t.match(await ask('/length'), /\r\n\r\none text$/);
  t.match(await ask('/chunks'), /\r\n\r\n4\r\none \r\n4\r\ntext\r\n0\r\n\r\n$/);
  t.match(await ask('/empty'), /\r\n\r\n0\r\n\r\n$/);
  t.match(await ask('/length'), /\r\n\r\none text$/);
});
