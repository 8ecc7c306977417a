import { body, click, location, scan, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { APP_ID, type RunningIngress, signedQuery, startIngress, waitingAtAll } from './start-ingress.js';

const XML = { 'content-type': 'text/xml' };
const document = (fields: Parameters<typeof body>[0]) => body({ ToUserName: 'gh_account', ...fields });
const hello = document(text('oFollower', 'hello'));

async function post(ingress: RunningIngress, query: string, content = hello, headers: Record<string, string> = XML) {
  return ingress.fetch(`/wechat?${query}`, { method: 'POST', headers, body: content });
}

t.test('the handshake is answered with echostr, verbatim', async t => {
  const ingress = await startIngress(t);
  for (const echostr of ['4375120948345356249', '<b>&"', 'a b+c', '你好']) {
    const answer = await ingress.fetch(`/wechat?${signedQuery({ echostr })}`);
    t.match(answer, { status: 200, type: /^text\/plain/, body: echostr }, echostr);
  }
});

t.test('what is not signed, not rightly, repeatedly or too long ago is refused, and nothing is queued', async t => {
  const ingress = await startIngress(t);
  const event = document(subscribe('oFollower'));
  const good = signedQuery();
  const parameters = new URLSearchParams(good);
  const without = (name: string) => {
    const rest = new URLSearchParams(good);
    rest.delete(name);
    return rest.toString();
  };
  const refused: readonly [title: string, query: string][] = [
    ['no query', ''],
    ['no signature', without('signature')],
    ['no timestamp', without('timestamp')],
    ['no nonce', without('nonce')],
    ['another token', signedQuery({ token: 'another' })],
    ['another nonce', `${without('nonce')}&nonce=1`],
    ['another timestamp', `${without('timestamp')}&timestamp=${Number(parameters.get('timestamp')) + 1}`],
    ['an upper-case signature', `${without('signature')}&signature=${parameters.get('signature')?.toUpperCase()}`],
    ['the nonce twice', `${good}&nonce=${parameters.get('nonce')}`],
    ['the signature twice', `${good}&signature=${parameters.get('signature')}`],
    ['the timestamp twice', `${good}&timestamp=1`],
    ['the echostr twice', `${good}&echostr=1&echostr=2`],
    ['too long ago', signedQuery({ secondsAgo: 301 })],
    ['too far ahead', signedQuery({ secondsAgo: -310 })],
    ['an array in PHP’s way', `${without('nonce')}&nonce[]=${parameters.get('nonce')}`],
    ['a property name as parameter', `${without('nonce')}&__proto__=1&constructor=2`],
  ];
  for (const [title, query] of refused) {
    t.match(
      await post(ingress, query, event),
      { status: 403, type: /^text\/plain/, body: 'Bad Token!' },
      `POST, ${title}`,
    );
    t.match(await ingress.fetch(`/wechat?${query}&echostr=1`), { status: 403, body: 'Bad Token!' }, `GET, ${title}`);
  }
  const unsigned = signedQuery({ token: 'another' });
  t.match(
    await post(ingress, unsigned, '{}', { 'content-type': 'application/json' }),
    { status: 403 },
    'before its type',
  );
  t.match(await post(ingress, unsigned, 'x'.repeat(300_000)), { status: 403 }, 'before its size');
  t.match(await post(ingress, unsigned, '<xml'), { status: 403 }, 'before its body');
  t.equal(await waitingAtAll(ingress), 0);
});

t.test('with the tolerance off, an old push is taken', async t => {
  const ingress = await startIngress(t, { timestampToleranceSeconds: 0 });
  t.match(await post(ingress, signedQuery({ secondsAgo: 1_000_000 })), { status: 200 });
});

t.test('a text is answered at once', async t => {
  const ingress = await startIngress(t);
  const answers: readonly [content: string, reply: string][] = [
    ['hello', '编辑@+您想说的话,我们可以收到'],
    ['', '编辑@+您想说的话,我们可以收到'],
    [' @ in the middle', '编辑@+您想说的话,我们可以收到'],
    ['@', '已经收到您的建议,会及时处理!'],
    ['@more tea, please', '已经收到您的建议,会及时处理!'],
    [']]><Content>@', '编辑@+您想说的话,我们可以收到'],
  ];
  for (const [content, reply] of answers) {
    const answer = await ingress.push(document(text('oFollower', content)));
    t.match(answer, { status: 200, type: /^text\/xml/ }, content);
    const [, createTime] =
      /^<xml><ToUserName><!\[CDATA\[oFollower]]><\/ToUserName><FromUserName><!\[CDATA\[gh_account]]><\/FromUserName><CreateTime>(\d{10})<\/CreateTime><MsgType><!\[CDATA\[text]]><\/MsgType><Content><!\[CDATA\[.*]]><\/Content><\/xml>$/.exec(
        answer.body,
      ) ?? [];
    t.ok(Math.abs(Number(createTime) * 1_000 - Date.now()) < 60_000, 'CreateTime is in seconds');
    t.ok(answer.body.includes(`<Content><![CDATA[${reply}]]></Content>`), reply);
  }
});

t.test('a follow, an unfollow and an opened page are acknowledged when their jobs are in Redis', async t => {
  const ingress = await startIngress(t);
  const begun = Date.now();
  const pushes = [
    [subscribe('oFollower', { scene: '007' }), 'subscribe', { eventKey: 'qrscene_007', ticket: 'TICKET' }],
    [unsubscribe('oFollower'), 'unsubscribe', { event: 'unsubscribe' }],
    [view('oFollower', 'https://example.com/?a=1&b=2', { menuId: '426283190' }), 'view', { menuId: '426283190' }],
  ] as const;
  for (const [fields, kind, expected] of pushes) {
    t.match(await ingress.push(document(fields)), { status: 200, type: /^text\/plain/, body: 'success' }, kind);
    const jobs = await ingress.waiting(kind);
    t.equal(jobs.length, 1, 'one job');
    t.match(jobs[0], [{ kind, appId: APP_ID, fromUserName: 'oFollower', createTime: fields.CreateTime, ...expected }]);
    t.ok(jobs[0]?.[0] && jobs[0][0].receivedAt >= begun && jobs[0][0].receivedAt <= Date.now() + 1, 'receivedAt in ms');
  }
});

t.test('any other kind, known or not, is acknowledged and not queued', async t => {
  const ingress = await startIngress(t);
  const header = { FromUserName: 'oFollower', CreateTime: 1_795_305_600 };
  for (const fields of [
    scan('oFollower', '007'),
    click('oFollower', 'KEY'),
    location('oFollower', { latitude: 23.1, longitude: 113.3 }),
    { ...header, MsgType: 'image', MediaId: 'm', MsgId: '1' },
    { ...header, MsgType: 'event', Event: 'LOCATION', Latitude: '1', Longitude: '2', Precision: '3' },
    { ...header, MsgType: 'event', Event: 'something_new' },
    { ...header, MsgType: 'hologram' },
  ]) {
    t.match(await ingress.push(document(fields)), { status: 200, type: /^text\/plain/, body: 'success' });
  }
  t.equal(await waitingAtAll(ingress), 0);
});

t.test('a body that is no push gets one line that says why', async t => {
  const ingress = await startIngress(t);
  const bodies: readonly string[] = [
    '',
    'hello',
    '{"MsgType":"text"}',
    '<html></html>',
    hello.slice(0, -7),
    hello.replace('</MsgType>', '</MsgTyp>'),
    `<!DOCTYPE xml [<!ENTITY x "y">]>${hello}`,
    hello.replace('<xml>', '<xml><!DOCTYPE xml>'),
    hello.replace(/<MsgType>.*<\/MsgType>/, ''),
    hello.replace(/<FromUserName>.*?<\/FromUserName>/, ''),
    hello.replace('<xml>', '<xml><MsgType>text</MsgType>'),
    hello.replace('<xml>', '<xml><__proto__><polluted>1</polluted></__proto__>'),
    hello.replace('<xml>', '<xml><constructor><prototype>1</prototype></constructor>'),
    `<xml>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</xml>`,
    hello.replace(/<CreateTime>\d+/, '<CreateTime>1e9'),
  ];
  for (const content of bodies) {
    const answer = await ingress.push(content);
    t.match(answer, { status: 400, type: /^text\/plain/, body: /^expected [^\n]+$/ }, content.slice(0, 60));
  }
  t.notOk('polluted' in {}, 'no prototype was touched');
  t.equal(await waitingAtAll(ingress), 0);
});

t.test('a body is taken up to 256 KiB, and as XML only', async t => {
  const ingress = await startIngress(t);
  const sized = (bytes: number) => hello.replace('<xml>', `<xml>${' '.repeat(bytes - Buffer.byteLength(hello))}`);
  t.match(await ingress.push(sized(256 * 1024)), { status: 200 });
  t.match(await ingress.push(sized(256 * 1024 + 1)), { status: 413, type: /^text\/plain/ });
  for (const type of ['text/xml', 'application/xml', 'text/xml; charset=utf-8', 'TEXT/XML']) {
    t.match(await post(ingress, signedQuery(), hello, { 'content-type': type }), { status: 200 }, type);
  }
  for (const type of [
    'application/json',
    'text/plain',
    'text/html',
    'multipart/form-data',
    'nonsense',
    'text/xmlfoo',
  ]) {
    t.match(await post(ingress, signedQuery(), hello, { 'content-type': type }), { status: 415 }, type);
  }
  const untyped = new Blob([hello]);
  const answer = await ingress.fetch(`/wechat?${signedQuery()}`, { method: 'POST', body: untyped });
  t.match(answer, { status: 200 }, 'without a content type');
});

t.test('elsewhere there is nothing, and no answer names what answers', async t => {
  const ingress = await startIngress(t);
  const answers = [
    await ingress.fetch('/'),
    await ingress.fetch('/wechat/more'),
    await ingress.fetch('/metrics'),
    await ingress.fetch('/wechat', { method: 'PUT', body: 'x' }),
    await ingress.fetch('/wechat', { method: 'DELETE' }),
    await ingress.fetch('/%zz'),
    await ingress.push('hello'),
    await ingress.push(hello),
    await post(ingress, ''),
  ];
  t.strictSame(
    answers.map(({ status }) => status),
    [404, 404, 404, 404, 404, 400, 400, 200, 403],
  );
  for (const { headers, body: told } of answers) {
    t.notOk(headers.has('server') || headers.has('x-powered-by'));
    t.notMatch(told, /fastify|node_modules|at .*\.js|FST_|fast-xml/i);
  }
});

t.test('the process tells that it lives and is ready', async t => {
  const ingress = await startIngress(t);
  t.match(await ingress.fetch('/livez'), { status: 200, body: '{"status":"ok"}' });
  t.match(await ingress.fetch('/readyz'), { status: 200, body: '{"status":"ok","checks":{"redis":"ok"}}' });
});

t.test('what is no HTTP gets a bare answer', async t => {
  const ingress = await startIngress(t);
  const { connect } = await import('node:net');
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(ingress.url).port), '127.0.0.1');
    let told = '';
    socket.on('data', chunk => {
      told += chunk;
    });
    socket.on('close', () => resolve(told)).on('error', reject);
    socket.write('HELLO\r\n\r\n');
  });
  t.equal(answer, 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
});
