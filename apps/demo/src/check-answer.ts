import type { PushFields, PushResult } from '@wechat-pipeline/played-wechat';

const CLOCK_SECONDS = 60;

/** What is wrong with the answer to a push, in words. `reply`: the text it has to hold; without one it is `success`. */
export function checkAnswer(
  { answer }: PushResult,
  push: PushFields,
  originalId: string,
  reply: string | undefined,
): string[] {
  if (answer === undefined) return ['expected an answer within 5 seconds, saw none'];
  const wrong: string[] = [];
  const expect = (what: string, expected: unknown, seen: unknown) => {
    if (seen !== expected) wrong.push(`${what}: expected ${JSON.stringify(expected)}, saw ${JSON.stringify(seen)}`);
  };
  expect('status', 200, answer.status);
  expect('content type', reply === undefined ? 'text/plain' : 'text/xml', answer.contentType?.split(';')[0]);
  if (reply === undefined) {
    expect('body', 'success', answer.body);
    return wrong;
  }
  expect('ToUserName', push.FromUserName, element(answer.body, 'ToUserName'));
  expect('FromUserName', originalId, element(answer.body, 'FromUserName'));
  expect('MsgType', 'text', element(answer.body, 'MsgType'));
  expect('Content', reply, element(answer.body, 'Content'));
  const createTime = Number(element(answer.body, 'CreateTime'));
  const isNow = Math.abs(createTime - Date.now() / 1_000) < CLOCK_SECONDS;
  if (!isNow) wrong.push(`CreateTime: expected now in seconds, saw ${createTime}`);
  return wrong;
}

/** The text of a reply, for showing. */
export function repliedText(xml: string): string | undefined {
  return element(xml, 'Content');
}

function element(xml: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[(.*?)\\]\\]>|([^<]*))</${name}>`, 's').exec(xml);
  return match?.[1] ?? match?.[2];
}
