/**
 * What is to be reached, and where in the results it stands. The overview of docs/performance.md is made of this, so that it
 * says nothing that the results do not.
 */
export interface Target {
  readonly what: string;
  /** With `≥` or `≤` in front, and its unit behind. */
  readonly target: string;
  /** The result's name, and of it the variant. */
  readonly result: string;
  readonly variant: string;
  readonly group?: string;
  /** The baseline that it is divided by; without it the figure itself is meant. */
  readonly against?: string;
  /** A column of `others`; without it what is done per second, and by processor time. */
  readonly figure?: string;
  /** Another variant of the group whose figure belongs beside. */
  readonly beside?: string;
  /** The variant needs something that not every machine has. */
  readonly mayBeSkipped?: true;
}

const INGRESS = 'ingress';
const EVENTS = 'ingress, events';
const BARE = 'bare Fastify';
const PIPELINE = 'ingress + worker';
const NAIVE = 'naive';

/** In the order of the page. */
export const TARGETS: readonly Target[] = [
  {
    what: 'text path against a bare Fastify that answers a constant',
    target: '≥ 0.90',
    ...{ result: 'text', group: '64 connections', variant: INGRESS, against: BARE },
  },
  {
    what: 'the same in security mode: decrypted, answered encrypted',
    target: '≥ 0.50',
    ...{ result: 'text', group: '64 connections', variant: 'ingress, security mode', against: BARE },
  },
  ...['64 connections', '256 connections'].flatMap((group): readonly Target[] => [
    {
      what: `event path, acknowledged from Redis, against the same route without the enqueue, ${group}`,
      target: '≥ 0.80',
      ...{ result: 'events', group, variant: EVENTS, against: 'ingress, no job' },
    },
    {
      what: `the same against Fastify with one pipelined XADD an event, ${group}`,
      target: '≥ 1.1',
      ...{ result: 'events', group, variant: EVENTS, against: 'Fastify + XADD' },
    },
  ]),
  ...[
    { group: '2,000/s', target: '≤ 10 ms' },
    { group: '5,000/s', target: '≤ 20 ms' },
  ].map(({ group, target }) => ({
    what: `acknowledgement p99 at ${group}, where the bare Fastify’s own is ≤ 5 ms`,
    target,
    ...{ result: 'latency-acknowledgement', group, variant: INGRESS, figure: 'p99 ms', beside: BARE },
  })),
  {
    what: 'whole pipeline, events per second, against one job – one call – one write: all new followers',
    target: '≥ 10',
    ...{ result: 'pipeline', variant: PIPELINE, against: NAIVE },
  },
  {
    what: 'the same, half of them returning',
    target: '≥ 8',
    ...{ result: 'pipeline-returning', variant: PIPELINE, against: NAIVE },
  },
  {
    what: 'API calls an event under load',
    target: '≤ 0.02',
    ...{ result: 'pipeline', variant: PIPELINE, figure: 'API calls/event' },
  },
  ...[
    { group: '2,000/s', target: '≤ 95 ms' },
    { group: '5,000/s', target: '≤ 115 ms' },
  ].map(({ group, target }) => ({
    what: `push-to-profile p99 at ${group}, API 30 ms for one, 60 ms for a batch`,
    target,
    ...{ result: 'latency-profile', group, variant: PIPELINE, figure: 'p99 ms' },
  })),
  ...['p50', 'p99'].map(quantile => ({
    what: `push-to-profile ${quantile} at 100/s, against one job – one call – one write`,
    target: '≤ 1.05',
    ...{ result: 'latency-profile', group: '100/s', variant: PIPELINE, against: NAIVE, figure: `${quantile} ms` },
  })),
  {
    what: 'profile writes against MongoDB’s own best way of doing the same: all new',
    target: '≥ 0.7',
    ...{ result: 'writes', variant: 'apply', against: 'insertMany' },
  },
  {
    what: 'the same, half of them there already',
    target: '≥ 0.7',
    ...{ result: 'writes-returning', variant: 'apply', against: 'find, insertMany and updates' },
  },
  {
    what: 'Redis memory a waiting event of 400 bytes',
    target: '≤ 600 bytes',
    ...{ result: 'memory', variant: PIPELINE, figure: 'bytes/event waiting' },
  },
  ...[
    ['co-wechat', '≥ 3.5'],
    ['wechat on Express', '≥ 5'],
    ['node-easywechat', '≥ 5'],
    ['WxJava', '≥ 2.5'],
    ['wechatpy on FastAPI', '≥ 7'],
    ['Go net/http', '≥ 1.2'],
  ].map(
    ([variant = '', target = '']): Target => ({
      what: `text path, how many times less CPU a request than ${variant}`,
      target,
      ...{ result: 'peers', variant, figure: 'ours by CPU', mayBeSkipped: true },
    }),
  ),
  {
    what: 'events with 5,000,000 profiles in the collection against 10,000 (a cost of ≤ 1.3)',
    target: '≥ 0.77',
    ...{ result: 'growth', variant: '5,000,000 profiles', against: '10,000 profiles' },
  },
  ...['worker', 'ingress'].map(program => ({
    what: `a second ${program}, with cores to spare`,
    target: '≥ 1.9',
    ...{ result: `scaling-${program}`, variant: '2', against: '1' },
  })),
  {
    what: 'ingress, from its start to listening',
    target: '≤ 500 ms',
    ...{ result: 'start', variant: INGRESS, figure: 'ms to listening' },
  },
  {
    what: 'ingress, memory at rest',
    target: '≤ 90 MB, which is 86 MiB',
    ...{ result: 'start', variant: INGRESS, figure: 'MiB at rest' },
  },
];
