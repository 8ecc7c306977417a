import type { Bench } from '../bench.js';
import { interleave } from '../interleave.js';
import { measureStart } from '../measure-start.js';
import { launchIngress, startBareFastify, startPlayedWechat, startSession, startWorker } from '../programs.js';
import { redisVersion } from '../redis-version.js';

const BARE = 'bare Fastify';

/** From nothing to listening, and what a program takes while it has nothing to do. */
export const start: Bench = {
  name: 'start',
  async run(lab, { rounds }, onProgress) {
    const [redis, mongod, wechat] = await Promise.all([lab.redis(), lab.mongod(), startPlayedWechat(lab)]);
    const urls = { redisUrl: redis.url, mongodbUrl: mongod.url, apiUrl: wechat.url };
    const variants = [
      { name: BARE, measure: () => measureStart(() => startBareFastify(lab)) },
      { name: 'ingress', measure: () => measureStart(() => launchIngress(lab, redis.url)) },
      { name: 'worker', measure: () => measureStart(() => startWorker(lab, { ...urls, prefix: 'wechat' })) },
      { name: 'session', measure: () => measureStart(() => startSession(lab, urls)) },
    ];
    return [
      {
        name: 'start',
        title:
          'start: from the start of the process to its log’s saying that it listens, or works; then a second and a half of rest',
        unit: 'start',
        series: await interleave(variants, { rounds, warmUps: 1, onProgress }),
        baselines: [BARE],
        chart: { figures: ['ms to listening'], axis: 'milliseconds until it listens, or works' },
        versions: { redis: await redisVersion(redis.url) },
        notes: ['the files are in the system’s cache: there is a start before those that count', lab.pinning.note],
      },
    ];
  },
};
