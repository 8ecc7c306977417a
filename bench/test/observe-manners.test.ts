import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyQuery } from '@wechat-pipeline/wechat-core';
import t, { type Test } from 'tap';
import { ACCOUNT } from '../src/account.js';
import { observeManners } from '../src/peers/observe-manners.js';
import { SENTENCE } from '../src/signed-pushes.js';

type Answer = (push: {
  readonly from: string;
  readonly query: Readonly<Record<string, string>>;
}) => readonly [status: number, body: string];

async function serve(t: Test, answer: Answer): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const query = Object.fromEntries(new URL(request.url ?? '', 'http://localhost').searchParams);
    const [, from = ''] = /<FromUserName><!\[CDATA\[(.*?)]]>/.exec(body) ?? [];
    const [status, text] = answer({ from, query });
    response.writeHead(status).end(text);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
}

const reply = (to: string, { sentence = SENTENCE, createTime = '1795572252' } = {}) =>
  `<xml>\n<Content>${sentence}</Content><MsgType><![CDATA[text]]></MsgType><CreateTime>${createTime}</CreateTime>` +
  `<FromUserName>${ACCOUNT.originalId}</FromUserName><ToUserName><![CDATA[${to}]]></ToUserName></xml>`;

t.test('a server that answers whatever comes is seen to', async t => {
  const url = await serve(t, ({ from }) => [200, reply(from, { createTime: '1795572252000' })]);
  t.strictSame(await observeManners('careless', url), {
    refusalStatus: undefined,
    takesStale: true,
    answersRedelivery: true,
    takesReplays: true,
    countsIn: 'milliseconds',
  });
});

t.test('a server that looks at signature and time is seen to', async t => {
  const secrets = { tokens: [ACCOUNT.token], timestampToleranceSeconds: 300, mode: 'plaintext' } as const;
  const url = await serve(t, ({ from, query }) => {
    try {
      verifyQuery(query, secrets);
      return [200, reply(from)];
    } catch {
      return [403, 'Bad Token!'];
    }
  });
  t.strictSame(await observeManners('careful', url), {
    refusalStatus: 403,
    takesStale: false,
    answersRedelivery: true,
    takesReplays: true,
    countsIn: 'seconds',
  });
});

const WRONG: Readonly<Record<string, Answer>> = {
  'says something else': ({ from }) => [200, reply(from, { sentence: 'Hello' })],
  'answers somebody else': () => [200, reply('oSomebodyElse')],
  'answers with another status': ({ from }) => [500, reply(from)],
  'only acknowledges': () => [200, 'success'],
};
for (const [fault, answer] of Object.entries(WRONG)) {
  t.test(`a server that ${fault} is not measured`, async t => {
    const url = await serve(t, answer);
    await t.rejects(observeManners('wrong', url), { message: /^expected wrong to answer “编辑@\+.*” with 200, got / });
  });
}
