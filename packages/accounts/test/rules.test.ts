import t from 'tap';
import { readAccountFile } from '../src/file.js';
import { type AnswerablePush, compileRules } from '../src/index.js';

const HEADER = { toUserName: 'gh', fromUserName: 'o', createTime: 1, msgType: 'event' };
const push = (fields: object) => ({ ...HEADER, ...fields }) as AnswerablePush;
const textPush = (content: string) => push({ kind: 'text', content });

function rulesOf(yaml: string) {
  const rules = compileRules(readAccountFile(`replies:\n${yaml}`).file.replies ?? {});
  return (one: AnswerablePush) => {
    const answer = rules.answerTo(one);
    return answer && (answer.isSuggestion ? ['suggestion', answer.reply.fields.Content] : answer.reply.fields.Content);
  };
}

t.test('the first keyword that matches answers, otherwise the default', async t => {
  const answer = rulesOf(`
  keywords:
    - { exact: [你好, Hello], text: exact }
    - { prefix: '@', suggestion: true, text: thanks }
    - { contains: 价格, text: contains }
    - { pattern: '(?i)^order ?[0-9]{4}$', text: pattern }
  default: { text: default }`);
  const expected: readonly [content: string, answer: unknown][] = [
    ['你好', 'exact'],
    [' hello\\n', 'default'],
    [' hello\n', 'exact'],
    ['hello there', 'default'],
    ['@你好', ['suggestion', 'thanks']],
    [' @', 'default'],
    ['什么价格?', 'contains'],
    ['ORDER 0815', 'pattern'],
    ['order 08155', 'default'],
    ['', 'default'],
  ];
  for (const [content, wanted] of expected) t.strictSame(answer(textPush(content)), wanted, content);
  t.equal(rulesOf('  keywords: []')(textPush('hi')), undefined, 'without a default nothing is answered');
});

t.test('who follows is greeted, by a QR code with a scene as that scene says', async t => {
  const answer = rulesOf(
    '  follow: { text: welcome }\n  scenes: { 007: { text: agent } }\n  clicks: { HELP: { text: help } }',
  );
  t.equal(answer(push({ kind: 'subscribe' })), 'welcome');
  t.equal(answer(push({ kind: 'subscribe', eventKey: '' })), 'welcome');
  t.equal(answer(push({ kind: 'subscribe', eventKey: 'qrscene_007' })), 'agent');
  t.equal(answer(push({ kind: 'subscribe', eventKey: 'qrscene_7' })), 'welcome');
  t.equal(answer(push({ kind: 'scan', eventKey: '007' })), 'agent');
  t.equal(answer(push({ kind: 'scan', eventKey: 'constructor' })), undefined);
  t.equal(answer(push({ kind: 'click', eventKey: 'HELP' })), 'help');
  t.equal(answer(push({ kind: 'click', eventKey: 'help' })), undefined, 'keys are as they are');
});

t.test('no pattern takes more than time linear in the text', async t => {
  const answer = rulesOf(`
  keywords:
    - { pattern: '^(a+)+$', text: a }
    - { pattern: '(x+x+)+y', text: b }
    - { pattern: '^(([a-z])+.)+[A-Z]([a-z])+$', text: c }`);
  // A backtracking engine would take longer than the universe has left.
  for (const content of ['a', 'x', 'aA']) t.equal(answer(textPush(`${content.repeat(2_000)}!`)), undefined);
});

t.test('every passive reply can be given', async t => {
  const replies: readonly [yaml: string, msgType: string][] = [
    ['text: a', 'text'],
    ['image: m', 'image'],
    ['voice: m', 'voice'],
    ['video: { mediaId: m, title: t }', 'video'],
    ['music: { thumbMediaId: m, musicUrl: u }', 'music'],
    ['news: { title: t, url: u }', 'news'],
    ['transfer_customer_service: true', 'transfer_customer_service'],
    ['transfer_customer_service: a@b', 'transfer_customer_service'],
  ];
  for (const [yaml, msgType] of replies) {
    const { replies: spec } = readAccountFile(`replies: { default: { ${yaml} } }`).file;
    t.equal(compileRules(spec!).answerTo(textPush('hi'))?.reply.msgType, msgType, yaml);
  }
});
