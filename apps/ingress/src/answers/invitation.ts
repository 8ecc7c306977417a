import type { Answer } from './answer.js';

/** Whatever else is said is answered by how to make a suggestion. */
export const invitation: Answer = {
  matches: () => true,
  reply: '编辑@+您想说的话,我们可以收到',
};
