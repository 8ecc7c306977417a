import { createPusher, type PushFields, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import { BY_HAND, PLAYED_ACCOUNT, SHOP } from './played-accounts.js';

// A program: one push by hand, to an `npm start` that plays WeChat.
//   node push.js URL text|subscribe|view|unsubscribe [OPENID [TEXT or ADDRESS]]

const KINDS: Readonly<Record<string, (openid: string, content: string | undefined) => PushFields>> = {
  text: (openid, content = '你好') => text(openid, content),
  subscribe: openid => subscribe(openid),
  view: (openid, content = 'https://example.com/page') => view(openid, content),
  unsubscribe: openid => unsubscribe(openid),
};

const [url, kind = 'text', openid = BY_HAND, content] = process.argv.slice(2);
const fields = KINDS[kind]?.(openid, content);
if (!url || !fields) {
  console.error(`expected: node push.js URL ${Object.keys(KINDS).join('|')} [OPENID [TEXT or ADDRESS]]`);
  process.exit(1);
}
const account = url.endsWith(`/${SHOP.name}`) ? SHOP : PLAYED_ACCOUNT;
const { answer } = await createPusher({ url, ...account }).push(fields);
console.log(answer ? `${answer.status}\n${answer.body}` : `no answer from ${url}`);
process.exitCode = answer?.status === 200 ? 0 : 1;
