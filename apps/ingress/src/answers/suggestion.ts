import type { Answer } from './answer.js';

/** A text that begins with `@` is a suggestion to the account's owner. */
export const suggestion: Answer = {
  matches: ({ content }) => content.startsWith('@'),
  isSuggestion: true,
  reply: '已经收到您的建议,会及时处理!',
};
