import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface Options {
  /** The benches to run; none given: all. */
  readonly names: readonly string[];
  /** How long each variant is under load in a round. */
  readonly seconds: number;
  readonly rounds: number;
  /** How many connections are kept busy; none given: as many as the bench has by itself. */
  readonly connections: readonly number[];
  /** How many new followers wait for a worker in a round. */
  readonly followers: number;
  /** Concurrencies of the worker to compare with each other, instead of the usual comparison. */
  readonly concurrencies: readonly number[];
  /** How many profiles there are when the collection has grown. */
  readonly profiles: number;
  /** How much mongod may keep in its own cache beside them, in gigabytes. */
  readonly cacheGigabytes: number;
  /** How many pushes the fuzzer makes. */
  readonly pushes: number;
  /** Which pushes: the same seed makes the same. */
  readonly seed: number;
  /** The number of the first one. */
  readonly from: number;
  /** Whether results go into docs/performance, too. */
  readonly publish: boolean;
  /** Whether to draw what lies there anew, and measure nothing. */
  readonly redraw: boolean;
  /** The options as they were typed, without `--publish`: with them a result is made again. */
  readonly typed: readonly string[];
}

export const USAGE = `npm run bench [-- [NAME …] [--seconds S] [--rounds N] [--followers N] [--concurrency N,N,…]
                          [--connections N,N,…] [--profiles N] [--cache GB] [--pushes N] [--seed N] [--from N] [--publish | --redraw]]

  text     answering texts, in plaintext and in security mode, against a bare Fastify
  events   taking events, against the naive design, one XADD an event and the same route without a job
  worker   from the job to the profile, against the naive design; --concurrency: against itself
  pipeline from the push to the profile, against the naive design
  latency  how long one waits at a fixed rate, for the acknowledgement and for the profile; only if it is named
  scale    two ingresses against one, two workers against one, by processor time
  writes   writing profiles, against MongoDB's own best way
  memory   what Redis keeps of an event, against the naive design
  start    time to listening and memory at rest of each program, against a bare Fastify
  growth   the same way beside millions of profiles, against ten thousand; only if it is named
  counters what a push costs that can be counted, against its budget
  core     parsing, verifying, opening and answering a push, without a server, against what one would write first
  fuzz     pushes gone wrong, and what must hold of each; only if it is named
  peers    answering texts, against other SDKs, which are installed first; only if it is named

  --publish  writes the results into docs/performance and docs/performance.md, too
  --redraw   writes docs/performance.md and its charts anew from the results there, and measures nothing
`;

const DEFAULTS = {
  seconds: '1.5',
  rounds: '6',
  followers: '6000',
  profiles: '5000000',
  cache: '4',
  pushes: '1000000',
  from: '0',
};

/** Reads the command line. Throws an error with {@link USAGE} for what it does not know. */
export function readOptions(argv: readonly string[], known: readonly string[]): Options {
  try {
    const { positionals, values, tokens } = parseArgs({
      tokens: true,
      args: [...argv],
      allowPositionals: true,
      options: {
        seconds: { type: 'string', default: DEFAULTS.seconds },
        rounds: { type: 'string', default: DEFAULTS.rounds },
        followers: { type: 'string', default: DEFAULTS.followers },
        concurrency: { type: 'string' },
        profiles: { type: 'string', default: DEFAULTS.profiles },
        cache: { type: 'string', default: DEFAULTS.cache },
        connections: { type: 'string' },
        pushes: { type: 'string', default: DEFAULTS.pushes },
        seed: { type: 'string', default: String(randomInt(2 ** 31)) },
        from: { type: 'string', default: DEFAULTS.from },
        publish: { type: 'boolean', default: false },
        redraw: { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.find(name => !known.includes(name));
    if (unknown !== undefined) throw new Error(`expected one of ${known.join(', ')}, got ${unknown}`);
    return {
      names: positionals,
      seconds: positive('seconds', values.seconds),
      rounds: whole('rounds', values.rounds),
      followers: whole('followers', values.followers),
      profiles: whole('profiles', values.profiles),
      cacheGigabytes: positive('cache', values.cache),
      pushes: whole('pushes', values.pushes),
      seed: wholeOrZero('seed', values.seed),
      from: wholeOrZero('from', values.from),
      concurrencies: wholes('concurrency', values.concurrency),
      connections: wholes('connections', values.connections),
      publish: values.publish,
      redraw: values.redraw,
      typed: tokens.flatMap(token =>
        token.kind === 'option' && token.name !== 'publish' ? [token.rawName, token.value ?? ''].filter(Boolean) : [],
      ),
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new Error(`expected --${name} above 0, got ${text}`);
  return value;
}

function wholes(name: string, list: string | undefined): readonly number[] {
  return list?.split(',').map(text => whole(name, text)) ?? [];
}

function wholeOrZero(name: string, text: string): number {
  return text === '0' ? 0 : whole(name, text);
}

function whole(name: string, text: string): number {
  const value = positive(name, text);
  if (!Number.isInteger(value)) throw new Error(`expected a whole number for --${name}, got ${text}`);
  return value;
}
