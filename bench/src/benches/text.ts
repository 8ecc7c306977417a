import { ACCOUNT } from '../account.js';
import type { Bench } from '../bench.js';
import { encryptedTextRequests } from '../encrypted-pushes.js';
import { interleave, type Variant } from '../interleave.js';
import { CONNECTIONS, measureServer } from '../measure-server.js';
import { startBareFastify, startIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { equallyAnsweredTextRequests, textRequests } from '../signed-pushes.js';

const BARE = 'bare Fastify';

/** Answering texts: what our work costs on top of the least that the framework takes. */
export const text: Bench = {
  name: 'text',
  async run(lab, { rounds, seconds, connections }, onProgress) {
    const redis = await lab.redis();
    const [bare, ingress, secure] = await Promise.all([
      startBareFastify(lab),
      startIngress(lab, redis.url),
      startIngress(lab, redis.url, 'secure', { WECHAT_ENCODING_AES_KEY: ACCOUNT.encodingAesKey }),
    ]);
    const measured = [
      { name: BARE, server: bare, next: equallyAnsweredTextRequests() },
      { name: 'ingress', server: ingress, next: textRequests() },
      { name: 'ingress, security mode', server: secure, next: encryptedTextRequests() },
    ];
    const variants = (connections.length > 0 ? connections : [CONNECTIONS]).flatMap(count =>
      measured.map(
        ({ name, server, next }): Variant => ({
          name,
          group: `${count} connections`,
          measure: () => measureServer({ server, next, seconds, connections: count }),
        }),
      ),
    );
    return [
      {
        name: 'text',
        title:
          'text: signed text pushes; ours verifies, parses and answers, in security mode decrypts and encrypts, the bare one reads and answers a constant of the same length',
        unit: 'request',
        series: await interleave(variants, { rounds, warmUps: 2, onProgress }),
        baselines: [BARE],
        versions: { redis: await redisVersion(redis.url) },
        notes: [lab.pinning.note],
      },
    ];
  },
};
