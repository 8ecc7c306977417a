import type { Manners } from './observe-manners.js';

/** What was seen of the servers, for the reader of the figures: who does less has less to do. */
export function mannersNotes(seen: readonly (readonly [name: string, manners: Manners])[]): readonly string[] {
  const who = (has: (manners: Manners) => boolean) => {
    const names = seen.filter(([, manners]) => has(manners)).map(([name]) => name);
    return names.length > 0 ? names.join(', ') : 'nobody';
  };
  return [
    `answer a text whose signature is wrong: ${who(({ refusalStatus }) => refusalStatus === undefined)}`,
    `refuse it, with status 200: ${who(({ refusalStatus }) => refusalStatus === 200)}`,
    `answer a text that was signed an hour ago: ${who(({ takesStale }) => takesStale)}`,
    `answer another text under a signature that was used: ${who(({ takesReplays }) => takesReplays)}`,
    `do not answer a redelivery: ${who(({ answersRedelivery }) => !answersRedelivery)}`,
    `write CreateTime in milliseconds: ${who(({ countsIn }) => countsIn === 'milliseconds')}`,
  ];
}
