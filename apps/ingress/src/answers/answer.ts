import type { PushOf } from '@wechat-pipeline/wechat-core';

/** One rule for answering texts. To add one, write a file like its siblings and put it into the list in `index.ts`. */
export interface Answer {
  matches(message: PushOf<'text'>): boolean;
  /** The text that the follower gets; WeChat shows up to 2,048 bytes of it. */
  reply(message: PushOf<'text'>): string;
}
