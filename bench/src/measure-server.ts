import type { LocalServer } from '@wechat-pipeline/local-servers';
import { stopwatchOf } from './cpu-time.js';
import { generateLoad, type Request } from './generate-load.js';
import type { Sample } from './interleave.js';
import type { Program } from './start-program.js';

/** As many as keep a server busy without a queue in front of it. */
export const CONNECTIONS = 64;

export interface ServerLoad {
  readonly server: Program;
  readonly next: () => Request;
  readonly seconds: number;
  /** default: {@link CONNECTIONS} */
  readonly connections?: number;
  /** Redis, where it is part of what is measured: its processor time is told, and the generator leaves it its core. */
  readonly redis?: LocalServer;
}

/** Puts a server under load; returns how many requests it has answered, too. */
export async function measureServer({
  server,
  next,
  seconds,
  connections = CONNECTIONS,
  redis,
}: ServerLoad): Promise<Sample & { readonly answers: number }> {
  const spent = stopwatchOf({ server: server.pid, ...(redis && { redis: redis.pid }) });
  const load = await generateLoad({ url: server.url, connections, seconds, next, neverSleeps: !redis });
  const times = spent();
  const cpu = Object.entries(times).map(([name, time]) => [name, time && time / load.answers] as const);
  return {
    answers: load.answers,
    perSecond: load.answers / load.seconds,
    cpu: Object.fromEntries(cpu),
    // Near 1, the server is at its limit; well below, it waited for Redis, or for us.
    ...(times.server !== undefined && { others: { 'server busy': times.server / load.seconds / 1_000_000 } }),
  };
}
