import { brokenEndpointForTest, endpointForTest } from '@wechat-pipeline/local-servers';
import { Webhook } from 'standardwebhooks';
import t, { type Test } from 'tap';
import { type DeliveryError, type Endpoint, openSender } from '../src/index.js';

const secret = (fill: string) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;
const DELIVERY = { id: 'msg-1', body: '{"type":"text","text":"好"}' };
const HOUR = 3_600_000;

function sender(t: Test, url: string, settings: Partial<Endpoint> = {}, now = Date.now) {
  const endpoint = { url, secrets: [secret('a')], timeoutSeconds: 20, allowPrivateAddresses: true, ...settings };
  const opened = openSender(endpoint, { now });
  t.teardown(() => opened.close());
  return opened;
}

async function failure(t: Test, url: string, settings: Partial<Endpoint> = {}): Promise<DeliveryError> {
  const error = await sender(t, url, settings)
    .send(DELIVERY)
    .then(
      () => t.fail('expected a failure, got none'),
      (reason: unknown) => reason,
    );
  t.type(error, Error);
  // Sound: a sender throws nothing else, and the tests look at what is in it.
  return error as DeliveryError;
}

t.test('a delivery is posted as JSON and signed by the scheme of Standard Webhooks', async t => {
  const { url, received } = await endpointForTest(t, (_, response) => response.writeHead(204).end());
  t.match(await sender(t, url).send(DELIVERY), { status: 204, body: '' });
  const { headers, body } = received[0]!;
  t.match(headers, { 'content-type': 'application/json', 'user-agent': /^wechat-pipeline/, 'webhook-id': 'msg-1' });
  t.equal(body, DELIVERY.body);
  const signed = headers as Record<string, string>;
  t.strictSame(new Webhook(secret('a')).verify(body, signed), { type: 'text', text: '好' });
  t.throws(() => new Webhook(secret('b')).verify(body, signed), { name: 'WebhookVerificationError' });
  t.throws(() => new Webhook(secret('a')).verify(`${body} `, signed), { name: 'WebhookVerificationError' });
});

t.test('while the secret is being changed both sign', async t => {
  const { url, received } = await endpointForTest(t, (_, response) => response.end());
  await sender(t, url, { secrets: [secret('new'), secret('old')] }).send(DELIVERY);
  const [posted] = received;
  for (const known of ['new', 'old']) {
    t.ok(new Webhook(secret(known)).verify(posted!.body, posted!.headers as Record<string, string>), known);
  }
});

t.test('every attempt is signed anew, with its own time and the same id', async t => {
  const { url, received } = await endpointForTest(t, (_, response) => response.end());
  let now = 1_800_000_000_000;
  const { send } = sender(t, url, {}, () => now);
  await send(DELIVERY);
  now += HOUR;
  await send(DELIVERY);
  t.match(received, [
    { headers: { 'webhook-id': 'msg-1', 'webhook-timestamp': '1800000000' } },
    { headers: { 'webhook-id': 'msg-1', 'webhook-timestamp': '1800003600' } },
  ]);
});

t.test('whatever is not 2xx is a failure that says so, and is not followed', async t => {
  const statuses: readonly [status: number, code: string][] = [
    [301, 'endpoint_redirects'],
    [302, 'endpoint_redirects'],
    [304, 'endpoint_redirects'],
    [307, 'endpoint_redirects'],
    [308, 'endpoint_redirects'],
    [400, 'endpoint_refuses'],
    [410, 'endpoint_gone'],
    [429, 'endpoint_refuses'],
    [500, 'endpoint_refuses'],
  ];
  const target = await endpointForTest(t, (_, response) => response.end());
  for (const [status, code] of statuses) {
    const { url } = await endpointForTest(t, (_, response) => {
      response.writeHead(status, { location: target.url }).end(status === 304 ? undefined : 'oFollower said: hush');
    });
    const error = await failure(t, url);
    t.match(error, { code, message: `expected an answer with status 2xx, got ${status}`, answer: { status } });
    t.notMatch(error.message, /hush|\n/, 'what it wrote is not in the message');
  }
  t.strictSame(target.received, []);
});

t.test('it is known how long an endpoint wants to be left alone, up to an hour', async t => {
  const now = Date.parse('2026-11-24T08:00:00Z');
  const headers: readonly [header: string, milliseconds: number | undefined][] = [
    ['120', 120_000],
    ['86400', HOUR],
    ['Tue, 24 Nov 2026 08:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 07:00:00 GMT', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['soon', undefined],
  ];
  for (const [header, milliseconds] of headers) {
    const { url } = await endpointForTest(t, (_, response) => {
      response.writeHead(503, { 'retry-after': header }).end();
    });
    await t.rejects(
      sender(t, url, {}, () => now).send(DELIVERY),
      { code: 'endpoint_refuses', answer: milliseconds === undefined ? { status: 503 } : { retryAfter: milliseconds } },
      header,
    );
  }
});

t.test('an exchange ends in time, whatever the endpoint does', async t => {
  const endpoints: Readonly<Record<string, Parameters<typeof endpointForTest>[1]>> = {
    'never answers': () => {},
    'hangs after the headers': (_, response) => void response.writeHead(200).flushHeaders(),
    drips: (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    },
  };
  for (const [title, answer] of Object.entries(endpoints)) {
    const { url } = await endpointForTest(t, answer);
    const error = await failure(t, url, { timeoutSeconds: 0.2 });
    t.match(error, { code: 'endpoint_timeout', message: /^expected a whole answer within 0.2 s/ }, title);
  }
  // A server that takes no connections: its queue of those that wait is full, or it is not there at all.
  const silent = await brokenEndpointForTest(t, () => {});
  t.match(await failure(t, silent, { timeoutSeconds: 0.2 }), { code: 'endpoint_timeout' }, 'says nothing');
});

t.test('an endpoint that lies, or breaks off, has not taken the delivery', async t => {
  const broken: Readonly<Record<string, string>> = {
    'no HTTP': 'SSH-2.0-OpenSSH_9.6\r\n',
    'half a status line': 'HTTP/1.1 2',
    'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
    'a length that is too long': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nok',
    'a bad chunk': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nok\r\n',
    'chunks without an end': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n',
    'headers that are too big': `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
    nothing: '',
  };
  for (const [title, written] of Object.entries(broken)) {
    const url = await brokenEndpointForTest(t, socket => socket.end(written));
    const error = await failure(t, url);
    t.match(
      error,
      { code: 'endpoint_unreadable', message: /^expected an HTTP answer, got something else or the end/ },
      title,
    );
    t.notMatch(error.message, /SSH|\n/, title);
  }
});

t.test('of a long answer the beginning is read, and the status counts', async t => {
  const { url } = await endpointForTest(t, (_, response) => {
    response.writeHead(200);
    const pour = () => {
      while (response.write('x'.repeat(65_536)));
    };
    response.on('drain', pour);
    pour();
  });
  const { body } = await sender(t, url).send(DELIVERY);
  t.equal(body.length, 4_096);
});

t.test('an endpoint that is not there is a failure that says so', async t => {
  const unreachable: Readonly<Record<string, RegExp>> = {
    'http://127.0.0.1:1/': /^expected an endpoint that answers, got none \(ECONNREFUSED\)$/,
    'http://nobody.invalid/': /^expected an endpoint that answers, got none \((ENOTFOUND|EAI_AGAIN)\)$/,
  };
  for (const [url, message] of Object.entries(unreachable)) {
    t.match(await failure(t, url), { code: 'endpoint_unreachable', message }, url);
  }
});
