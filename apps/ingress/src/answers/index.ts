import { compileRules, type Decision, type RepliesSpec, type Rules } from '@wechat-pipeline/accounts';
import { type PushOf, textReply } from '@wechat-pipeline/wechat-core';
import type { Answer } from './answer.js';
import { invitation } from './invitation.js';
import { suggestion } from './suggestion.js';

/** Rules of one's own, in their order. They come before those of the account file, and hold for every account. */
export const ANSWERS: readonly Answer[] = [];

/** For an account of which no file says what it answers. */
const DEFAULT_ANSWERS: readonly Answer[] = [suggestion, invitation];

/** The rules of an account, given what the account file says of it; the first that matches answers. */
export function accountRules(replies: RepliesSpec | undefined, answers = ANSWERS): Rules {
  const inCode = replies ? answers : [...answers, ...DEFAULT_ANSWERS];
  const inFile = compileRules(replies ?? {});
  return {
    answerTo(push) {
      const answer = push.kind === 'text' ? inCode.find(rule => rule.matches(push)) : undefined;
      return answer && push.kind === 'text' ? decisionOf(answer, push) : inFile.answerTo(push);
    },
  };
}

function decisionOf(answer: Answer, message: PushOf<'text'>): Decision {
  const reply = answer.reply(message);
  return { reply: typeof reply === 'string' ? textReply(reply) : reply, isSuggestion: answer.isSuggestion === true };
}
