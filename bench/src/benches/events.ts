import { Redis } from 'ioredis';
import { NAIVE_PREFIX, NAIVE_QUEUE } from '../baselines/naive-queue.js';
import type { Bench } from '../bench.js';
import { countPushes } from '../count-pushes.js';
import { interleave, type Sample } from '../interleave.js';
import { measureServer } from '../measure-server.js';
import { startIngress, startNaiveIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { subscribeRequests, textRequests } from '../signed-pushes.js';
import type { Program } from '../start-program.js';

const TEXTS = 'ingress, texts';
const NAIVE = 'naive, events';

/** Taking events, each acknowledged only when Redis has its job. */
export const events: Bench = {
  name: 'events',
  async run(lab, { rounds, seconds }, onProgress) {
    const server = await lab.redis();
    const redis = new Redis(server.url);
    lab.onClose(async () => redis.disconnect());
    const [naive, ingress] = await Promise.all([startNaiveIngress(lab, server.url), startIngress(lab, server.url)]);

    /** Throws if Redis has not exactly the pushes that were acknowledged. */
    async function measureEvents(program: Program, queue: string): Promise<Sample> {
      const { answers, ...sample } = await measureServer({ server: program, next: subscribes, seconds, redis: server });
      const { jobs, pushes } = await countPushes(redis, queue);
      if (pushes !== answers) throw new Error(`expected ${answers} pushes in Redis, as acknowledged, got ${pushes}`);
      await redis.flushall();
      return { ...sample, others: { ...sample.others, 'pushes/job': pushes / jobs } };
    }
    const [texts, subscribes] = [textRequests(), subscribeRequests()];
    const variants = [
      { name: NAIVE, measure: () => measureEvents(naive, `${NAIVE_PREFIX}:${NAIVE_QUEUE}`) },
      { name: TEXTS, measure: () => measureServer({ server: ingress, next: texts, seconds }) },
      { name: 'ingress, events', measure: () => measureEvents(ingress, 'wechat:subscribe') },
    ];
    const series = await interleave(variants, { rounds, warmUps: 2, onProgress });
    return [
      {
        name: 'events',
        title:
          'events: signed subscribe pushes, 64 connections, Redis with AOF everysec; naive: fast-xml-parser and a job a push',
        unit: 'request',
        series,
        baselines: [NAIVE, TEXTS],
        versions: { redis: await redisVersion(server.url) },
        notes: [lab.pinning.note],
      },
    ];
  },
};
