import type { Bench } from '../bench.js';
import { interleave } from '../interleave.js';
import { measureServer } from '../measure-server.js';
import { startBareFastify, startIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { equallyAnsweredTextRequests, textRequests } from '../signed-pushes.js';

const BARE = 'bare Fastify';

/** Answering texts: what our work costs on top of the least that the framework takes. */
export const text: Bench = {
  name: 'text',
  async run(lab, { rounds, seconds }, onProgress) {
    const redis = await lab.redis();
    const [bare, ingress] = await Promise.all([startBareFastify(lab), startIngress(lab, redis.url)]);
    const [toBare, toIngress] = [equallyAnsweredTextRequests(), textRequests()];
    const variants = [
      { name: BARE, measure: () => measureServer({ server: bare, next: toBare, seconds }) },
      { name: 'ingress', measure: () => measureServer({ server: ingress, next: toIngress, seconds }) },
    ];
    const series = await interleave(variants, { rounds, warmUps: 2, onProgress });
    return [
      {
        name: 'text',
        title:
          'text: signed text pushes, 64 connections; ours verifies, parses and answers, the bare one reads and answers a constant of the same length',
        unit: 'request',
        series,
        baselines: [BARE],
        versions: { redis: await redisVersion(redis.url) },
        notes: [lab.pinning.note],
      },
    ];
  },
};
