import type { TextMessage } from '@wechat-pipeline/wechat-core';

/** One rule for answering texts. To add one, write a file like its siblings and put it into the list in `index.ts`. */
export interface Answer {
  matches(message: TextMessage): boolean;
  /** The text that the follower gets; WeChat shows up to 2,048 bytes of it. */
  reply(message: TextMessage): string;
}
