/** What a push may cost of what can be counted. */
export interface Budget {
  /** As {@link countAll} names it. */
  readonly figure: string;
  readonly most: number;
  /** What it consists of, and why it is not less. */
  readonly reason: string;
}

/**
 * Whoever makes one of these dearer finds it here, and either undoes it or says in `reason` what it is worth. What is counted is
 * the same on every machine, or nearly so; a budget lies a little above that and well below twice as much.
 */
export const BUDGETS: readonly Budget[] = [
  {
    figure: 'ingress: Redis commands a push alone',
    most: 2,
    reason: 'One script notes the reception and one adds the job, which says when its push was received first.',
  },
  {
    figure: 'ingress: Redis commands a job',
    most: 2,
    reason: 'The same two, however many pushes are in the job.',
  },
  {
    figure: 'ingress: inside of scripts an event',
    most: 0.4,
    reason:
      'For full jobs: what is known of all nonces, and of all receptions, in this period and the one before, and what is new of them, is a command ' +
      'each. The rest is what BullMQ does for a job.',
  },
  {
    figure: 'Redis bytes of jobs an event waiting',
    most: 440,
    reason:
      'The push as JSON, of 400 bytes of XML with its fields’ names and its account: 345. Where Redis has jemalloc, a full job takes 40 KiB ' +
      'instead of 34: 419. Redis’s own tables are not in it.',
  },
  {
    figure: 'Redis bytes of receptions an event',
    most: 200,
    reason: 'Its nonce with the digest of its body, and when it was received first, in the two hashes of its period.',
  },
  {
    figure: 'response bytes to an event',
    most: 170,
    reason: 'success, and the headers that HTTP and Fastify ask for.',
  },
  {
    figure: 'response bytes to a text',
    most: 460,
    reason: 'The reply’s XML, whose elements are WeChat’s, and the same headers.',
  },
  ...(['new', 'half returning'] as const).flatMap((share): readonly Budget[] => [
    {
      figure: `${share}: API calls an event`,
      most: 0.011,
      reason: 'A batchget asks for a hundred; the token is there.',
    },
    {
      figure: `${share}: worker's Redis scripts a job`,
      most: 3,
      reason:
        'BullMQ takes a job with one and finishes it with another, which takes the next one if there is any; a few times it looks for more in vain.',
    },
    {
      figure: `${share}: worker's other Redis commands a job`,
      most: 1.2,
      reason: 'Once a call: is the API paused?',
    },
    {
      figure: `${share}: inside of the worker's scripts a job`,
      most: 50,
      reason: 'BullMQ’s own: some ten to take a job, twenty-five to finish it.',
    },
    {
      figure: `${share}: MongoDB writes an event`,
      most: 1.05,
      reason: 'Its profile. What two workers insert at the same moment is written again.',
    },
  ]),
  {
    figure: 'new: MongoDB commands a job',
    most: 2,
    reason:
      'Who of a hundred is there already? Nobody: one insert. Jobs that come at the same moment share them: 1.4 to 1.8.',
  },
  {
    figure: 'half returning: MongoDB commands a job',
    most: 3,
    reason: 'The same, and one update for those who are there: 2.2 to 2.6.',
  },
  {
    figure: 'bytes allocated a text',
    most: 3_300,
    reason:
      'Opening a text and sealing the reply: the fields, the hash, the reply’s parts. 2,050 to 2,750 by what the compiler has made of it ' +
      'this time; the most of it lives for microseconds.',
  },
];
