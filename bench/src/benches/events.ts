import { Redis } from 'ioredis';
import { NAIVE_PREFIX, NAIVE_QUEUE } from '../baselines/naive-queue.js';
import { XADD_STREAM } from '../baselines/xadd-stream.js';
import type { Bench } from '../bench.js';
import { countEntries, countPushes } from '../count-pushes.js';
import { interleave, type Sample, type Variant } from '../interleave.js';
import { CONNECTIONS, measureServer } from '../measure-server.js';
import { startFastifyXadd, startIngress, startNaiveIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { idleClickRequests, subscribeRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';

const NAIVE = 'naive';
const XADD = 'Fastify + XADD';
const NO_JOB = 'ingress, no job';

/** Taking events, each acknowledged only when Redis has it. */
export const events: Bench = {
  name: 'events',
  async run(lab, { rounds, seconds, connections }, onProgress) {
    const server = await lab.redis();
    const redis = new Redis(server.url);
    lab.onClose(async () => redis.disconnect());
    const [naive, xadd, ingress] = await Promise.all([
      startNaiveIngress(lab, server.url),
      startFastifyXadd(lab, server.url),
      startIngress(lab, server.url),
    ]);
    const [clicks, subscribes] = [idleClickRequests(), subscribeRequests()];

    /** Throws if Redis has not exactly the pushes that were acknowledged. */
    async function measureEvents(program: Program, count: number, held: Held): Promise<Sample> {
      const load = { server: program, next: subscribes, seconds, connections: count, redis: server };
      const { answers, ...sample } = await measureServer(load);
      const { jobs, pushes } = await held();
      if (pushes !== answers) throw new Error(`expected ${answers} pushes in Redis, as acknowledged, got ${pushes}`);
      await redis.flushall();
      return { ...sample, others: { ...sample.others, 'pushes/job': pushes / jobs } };
    }
    type Held = () => ReturnType<typeof countPushes>;
    const inQueue = (queue: string) => () => countPushes(redis, queue);
    const measured: Readonly<Record<string, (count: number) => Promise<Sample>>> = {
      [NAIVE]: count => measureEvents(naive, count, inQueue(`${NAIVE_PREFIX}:${NAIVE_QUEUE}`)),
      [XADD]: count => measureEvents(xadd, count, () => countEntries(redis, XADD_STREAM)),
      [NO_JOB]: count => measureServer({ server: ingress, next: clicks, seconds, connections: count }),
      'ingress, events': count => measureEvents(ingress, count, inQueue('wechat:subscribe')),
    };
    const variants = (connections.length > 0 ? connections : [CONNECTIONS, 4 * CONNECTIONS]).flatMap(count =>
      Object.entries(measured).map(
        ([name, measure]): Variant => ({ name, group: `${count} connections`, measure: () => measure(count) }),
      ),
    );
    return [
      {
        name: 'events',
        title:
          'events: signed subscribe pushes, acknowledged from Redis with AOF everysec; naive: fast-xml-parser and a job a push; XADD: a stream entry a push, pipelined; no job: a click that nobody waits for',
        unit: 'request',
        series: await interleave(variants, { rounds, warmUps: 2, onProgress }),
        baselines: [NAIVE, XADD, NO_JOB],
        versions: { redis: await redisVersion(server.url) },
        notes: [lab.pinning.note],
      },
    ];
  },
};
