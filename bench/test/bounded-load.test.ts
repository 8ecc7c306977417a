import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Teardown } from '@wechat-pipeline/local-servers';
import t from 'tap';
import { openBoundedLoad } from '../src/bounded-load.js';

async function setup(t: Teardown, listener: RequestListener, connections = 4) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = {
    bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
    isAnsweredBy: (answer: string) => answer.endsWith('success'),
  };
  // Sound: it listens on a port.
  const { port } = server.address() as AddressInfo;
  const load = await openBoundedLoad({ url: `http://127.0.0.1:${port}`, connections, next: () => request });
  t.teardown(async () => {
    load.close();
    server.close();
  });
  return load;
}

t.test('as much is sent as is allowed, and no more', async t => {
  let received = 0;
  const load = await setup(t, (_, response) => {
    received += 1;
    response.end('success');
  });
  for (const allowed of [1, 3, 50]) {
    load.allow(allowed);
    await load.settled();
    t.equal(received, allowed);
    t.equal(load.sent, allowed);
  }
});

t.test('a connection sends nothing before it has its answer', async t => {
  const answers: (() => void)[] = [];
  const load = await setup(t, (_, response) => void answers.push(() => response.end('success')), 2);
  load.allow(5);
  t.equal(load.sent, 2);
  let isSettled = false;
  const settled = load.settled().then(() => {
    isSettled = true;
  });
  while (!isSettled) {
    t.ok(answers.length <= 2);
    answers.shift()?.();
    await new Promise(resolve => setImmediate(resolve));
  }
  await settled;
  t.equal(load.sent, 5);
});

t.test('a wrong answer is told, and ends it', async t => {
  const load = await setup(t, (_, response) => response.end('failure'));
  load.allow(1);
  await t.rejects(load.settled(), { message: /expected another answer to\nGET/ });
  t.throws(() => load.assertWell(), { message: /expected another answer/ });
});
