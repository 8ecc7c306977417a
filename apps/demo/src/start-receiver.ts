import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { spawnTied } from '@wechat-pipeline/local-servers';
import type { Closing } from './closing.js';
import { programEnv } from './env.js';
import { Failure } from './failure.js';

/** The example of a webhook's receiver (examples/webhook-receiver), at work. */
export interface Receiver {
  readonly url: string;
  /** What deliveries are signed with. */
  readonly secret: string;
  /** The delivery of that type about that follower, as the receiver has printed it. */
  find(type: string, openid: string): string | undefined;
}

export async function startReceiver(closing: Closing): Promise<Receiver> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const program = fileURLToPath(new URL('../../../../examples/webhook-receiver/receiver.mjs', import.meta.url));
  const env = programEnv({ WEBHOOK_SECRET: secret, HOST: '127.0.0.1', PORT: '0' });
  const receiver = spawnTied(process.execPath, [program], { env, stderr: 'ignore' });
  closing.add(() => receiver.stop());
  const deliveries: string[] = [];
  const port = new Promise<string>(resolve => {
    createInterface({ input: receiver.stdout! }).on('line', line => {
      const [, listensOn] = /^listening on port (\d+)$/.exec(line) ?? [];
      if (listensOn === undefined) deliveries.push(line);
      else resolve(listensOn);
    });
  });
  const ended = receiver.exited.then((): never => {
    throw new Failure('The receiver of webhooks (examples/webhook-receiver/receiver.mjs) ended by itself.');
  });
  ended.catch(() => {}); // after it has been stopped nobody waits for it
  return {
    url: `http://127.0.0.1:${await Promise.race([port, ended])}/`,
    secret,
    find: (type, openid) => deliveries.find(line => line.split(' ')[1] === type && line.includes(`"${openid}"`)),
  };
}
