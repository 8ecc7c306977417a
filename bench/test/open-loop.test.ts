import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import t, { type Test } from 'tap';
import { runOpenLoop } from '../src/open-loop.js';

async function serve(t: Test, answer: (response: ServerResponse, number: number) => void): Promise<string> {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    answer(response, requests);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const next = () => ({
  bytes: 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n',
  isAnsweredBy: (answer: string) => answer.endsWith('right'),
});

t.test('all of a schedule is sent, none before it is due, whether or not anything is answered', async t => {
  const held: ServerResponse[] = [];
  const url = await serve(t, (response, number) => {
    held.push(response);
    // The first is answered when the last is there: who waits for answers before sending more would wait for ever.
    if (number === 100) for (const one of held) one.end('right');
  });
  const schedule = Array.from({ length: 100 }, (_, index) => index / 10);
  const { answered, late } = await runOpenLoop({ url, schedule, next });
  t.equal(answered.length, 100);
  t.ok(answered.every(at => at >= schedule.at(-1)!));
  t.ok(late.length === 100 && late.every(by => by >= 0));
});

t.test('what finds no connection free waits, and is sent in its order', async t => {
  const held: ServerResponse[] = [];
  const url = await serve(t, (response, number) => {
    if (number < 256) held.push(response);
    else if (number === 256) for (const one of [...held, response]) one.end('right');
    else response.end('right');
  });
  const sent: number[] = [];
  const schedule = Array.from({ length: 300 }, () => 0);
  const { answered } = await runOpenLoop({ url, schedule, next, onSent: index => sent.push(index) });
  t.equal(answered.length, 300);
  t.strictSame(
    sent,
    schedule.map((_, index) => index),
  );
});

t.test('a wrong answer ends it', async t => {
  const url = await serve(t, (response, number) => response.end(number === 3 ? 'wrong' : 'right'));
  await t.rejects(runOpenLoop({ url, schedule: [0, 1, 2, 3], next }), { message: /expected another answer to/ });
});
