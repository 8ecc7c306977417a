import { createPusher, event, message, text } from '@wechat-pipeline/played-wechat';
import { openPush, type PushFormat, type PushMode, parseEncodingAesKey, sign } from '@wechat-pipeline/wechat-core';
import t from 'tap';
import { startReceiver } from './receiver.js';

const options = { token: 'T0ken', originalId: 'gh_x' };

t.test('a push is signed and posted as the platform does, and its answer is told', async t => {
  const { url, received } = await startReceiver(t, response => {
    response.setHeader('content-type', 'text/plain').end('success');
  });
  const pusher = createPusher({ ...options, url, now: () => 1_736_913_600_000 });
  const result = await pusher.push(text('o A', '你好'));
  t.match(result, { answer: { status: 200, contentType: 'text/plain', body: 'success' }, tries: 1, delivered: true });

  t.equal(received.length, 1);
  const { method, query, headers, body } = received[0]!;
  t.equal(method, 'POST');
  t.equal(headers['content-type'], 'text/xml');
  t.equal(query.get('openid'), 'o A');
  t.equal(query.get('timestamp'), '1736913600');
  t.equal(query.get('signature'), sign('T0ken', '1736913600', query.get('nonce')!));
  t.match(body, '<ToUserName><![CDATA[gh_x]]></ToUserName>');
  t.match(body, '<Content><![CDATA[你好]]></Content>');
});

t.test('a push that is not answered with 200 comes three times: the same body, signed anew', async t => {
  let seconds = 1_736_913_600;
  const { url, received } = await startReceiver(t, response => response.writeHead(503).end('later'));
  const result = await createPusher({ ...options, url, now: () => seconds++ * 1_000 }).push(text('oA', 'x'));
  t.match(result, { answer: { status: 503, body: 'later' }, tries: 3, delivered: false });
  t.equal(new Set(received.map(({ body }) => body)).size, 1);
  for (const name of ['signature', 'timestamp', 'nonce']) {
    t.equal(new Set(received.map(({ query }) => query.get(name))).size, 3, name);
  }
});

t.test('a push whose connection is dropped comes again', async t => {
  const { url, received } = await startReceiver(t, (response, _received, index) => {
    if (index < 2) response.destroy();
    else response.end('success');
  });
  const result = await createPusher({ ...options, url }).push(text('oA', 'x'));
  t.match(result, { answer: { body: 'success' }, tries: 3, delivered: true });
  t.equal(received.length, 3);
});

t.test('a push that has no answer by the deadline comes again', async t => {
  const { url } = await startReceiver(t, (response, _received, index) => {
    if (index === 1) response.end('success');
  });
  const result = await createPusher({ ...options, url, deadlineMilliseconds: 1_000 }).push(text('oA', 'x'));
  t.match(result, { answer: { body: 'success' }, tries: 2, delivered: true });
});

t.test('an answer that has begun but not ended by the deadline is none', async t => {
  const { url } = await startReceiver(t, response => void response.writeHead(200).write('succ'));
  const result = await createPusher({ ...options, url, deadlineMilliseconds: 50, tries: 1 }).push(text('oA', 'x'));
  t.match(result, { answer: undefined, tries: 1, delivered: false });
});

t.test('the same fields pushed again are a redelivery with the same body', async t => {
  const { url, received } = await startReceiver(t, response => response.end('success'));
  const pusher = createPusher({ ...options, url });
  const fields = text('oA', 'x');
  await pusher.push(fields);
  await pusher.push(fields);
  t.equal(received[0]?.body, received[1]?.body);
});

t.test('pushes come in any mode and format, and encrypted replies are opened', async t => {
  const encodingAesKey = 'a'.repeat(43);
  const encryption = { appId: 'wx1', aesKeys: [parseEncodingAesKey(encodingAesKey)] };
  for (const mode of ['plaintext', 'compatibility', 'security'] satisfies PushMode[]) {
    for (const format of ['xml', 'json'] satisfies PushFormat[]) {
      const { url, received } = await startReceiver(t, (response, { query, body }) => {
        const secrets = { tokens: ['T0ken'], timestampToleranceSeconds: 300, mode, encryption };
        const { push, seal } = openPush(Object.fromEntries(query), body, secrets);
        response.end(seal({ msgType: 'text', fields: { Content: `${push.kind} ${push.createTime}` } }).body);
      });
      const pusher = createPusher({ ...options, url, mode, format, appId: 'wx1', encodingAesKey });
      const info = { ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '007' } };
      const { reply } = await pusher.push(event('oA', 'scancode_push', info, { createTime: 1_736_913_600 }));
      t.match(
        reply,
        format === 'xml' ? '<![CDATA[scancode_push 1736913600]]>' : '"Content":"scancode_push 1736913600"',
      );
      t.equal(received[0]?.headers['content-type'], format === 'xml' ? 'text/xml' : 'application/json');
    }
  }
});

t.test('in JSON, too, a MsgId keeps all of its digits', async t => {
  const { url, received } = await startReceiver(t, response => response.end('success'));
  const pusher = createPusher({ ...options, url, format: 'json' });
  const fields = { PicUrl: '007', List: [{ a: 1 }, { a: '2' }] };
  await pusher.push(message('oA', 'image', fields, { createTime: 1, msgId: '22477458341175809' }));
  t.equal(
    received[0]?.body,
    '{"ToUserName":"gh_x","FromUserName":"oA","CreateTime":1,"MsgType":"image","PicUrl":"007","List":[{"a":1},{"a":"2"}],"MsgId":22477458341175809}',
  );
});

t.test('the handshake is good when the echo comes back verbatim', async t => {
  const { url, received } = await startReceiver(t, (response, { query }) => response.end(query.get('echostr')));
  t.equal(await createPusher({ ...options, url: `${url}?account=1` }).handshake(), true);
  const { method, query } = received[0]!;
  t.equal(method, 'GET');
  t.equal(query.get('account'), '1');
  t.equal(query.get('signature'), sign('T0ken', query.get('timestamp')!, query.get('nonce')!));
});

t.test('the handshake is not good when the echo is changed, refused or missing', async t => {
  const answers = await startReceiver(t, (response, { query }, index) => {
    if (index === 0) response.end(`"${query.get('echostr')}"`);
    else if (index === 1) response.writeHead(403).end(query.get('echostr'));
    else response.destroy();
  });
  const pusher = createPusher({ ...options, url: answers.url });
  t.same([await pusher.handshake(), await pusher.handshake(), await pusher.handshake()], [false, false, false]);
});
