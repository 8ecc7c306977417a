import type { PushOf } from '@wechat-pipeline/wechat-core';
import type { Answer } from './answer.js';
import { invitation } from './invitation.js';
import { suggestion } from './suggestion.js';

/** The rules in their order; the first that matches answers. */
export const ANSWERS: readonly Answer[] = [suggestion, invitation];

/** The text to answer with, or nothing if no rule matches. */
export function answerTo(message: PushOf<'text'>, answers: readonly Answer[]): string | undefined {
  return answers.find(answer => answer.matches(message))?.reply(message);
}
