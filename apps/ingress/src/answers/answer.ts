import type { PushOf, Reply } from '@wechat-pipeline/wechat-core';

/** One rule for answering texts, in code. To add one, write a file like its siblings and put it into the list in `index.ts`. */
export interface Answer {
  matches(message: PushOf<'text'>): boolean;
  /** What the follower gets: a text, of which WeChat shows up to 2,048 bytes, or any other passive reply. */
  readonly reply: Answered | ((message: PushOf<'text'>) => Answered);
  /** The text is a suggestion: it is stored before it is answered. */
  readonly isSuggestion?: true;
}

export type Answered = string | Reply;
