import { defineHandler } from '@wechat-pipeline/handlers';
import { sendCustomerMessage } from '@wechat-pipeline/wechat-core';

/** What is told, by the key of the menu’s button. */
const ANSWERS: ReadonlyMap<string, string> = new Map([
  ['HOURS', '营业时间：每天 9:00 至 21:00'],
  ['WHERE', '地址：人民路 1 号'],
]);

/** Who taps a button of the menu gets a message; WeChat allows three within the minute after that. */
export default defineHandler('click', async ({ push, openid, api, log }) => {
  const content = ANSWERS.get(push.eventKey);
  if (content === undefined) return log.warn({}, 'a button without an answer');
  await sendCustomerMessage(api, { touser: openid, msgtype: 'text', text: { content } });
});
