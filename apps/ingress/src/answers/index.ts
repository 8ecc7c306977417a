import { compileRules, type Decision, type RepliesSpec, type Rules } from '@wechat-pipeline/accounts';
import type { PushOf } from '@wechat-pipeline/wechat-core/push';
import { textReply } from '@wechat-pipeline/wechat-core/reply';
import type { Answer, Answered } from './answer.js';
import { invitation } from './invitation.js';
import { suggestion } from './suggestion.js';

/** Rules of one's own, in their order. They come before those of the account file, and hold for every account. */
export const ANSWERS: readonly Answer[] = [];

/** For an account of which no file says what it answers. */
const DEFAULT_ANSWERS: readonly Answer[] = [suggestion, invitation];

/** The rules of an account, given what the account file says of it; the first that matches answers. */
export function accountRules(replies: RepliesSpec | undefined, answers = ANSWERS): Rules {
  const inCode = (replies ? answers : [...answers, ...DEFAULT_ANSWERS]).map(deciding);
  const inFile = compileRules(replies ?? {});
  return {
    answerTo(push) {
      if (push.kind === 'text') for (const { matches, decide } of inCode) if (matches(push)) return decide(push);
      return inFile.answerTo(push);
    },
  };
}

/** What is always the same is decided once. */
function deciding({ matches, reply, isSuggestion }: Answer) {
  const decision = (answered: Answered): Decision => ({
    reply: typeof answered === 'string' ? textReply(answered) : answered,
    isSuggestion: isSuggestion === true,
  });
  if (typeof reply === 'function') return { matches, decide: (message: PushOf<'text'>) => decision(reply(message)) };
  const always = decision(reply);
  return { matches, decide: () => always };
}
