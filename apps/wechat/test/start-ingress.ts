import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { redisForTest, spawnTied, type Teardown } from '@wechat-pipeline/local-servers';

const MAIN = join(import.meta.dirname, '../../../ingress/build/src/main.js');

/** The ingress as a process, on a port of its own; resolves to its address without a path. */
export async function startIngress(t: Teardown, variables: Readonly<Record<string, string>>): Promise<string> {
  const redis = await redisForTest(t);
  const env = {
    PATH: process.env.PATH,
    REDIS_URL: redis.url,
    QUEUE_PREFIX: redis.prefix,
    HOST: '127.0.0.1',
    PORT: '0',
    ADMIN_PORT: '0',
    ...variables,
  };
  const child = spawnTied('env', ['-u', 'NODE_OPTIONS', process.execPath, MAIN], {
    cwd: import.meta.dirname,
    env,
    stderr: 'inherit',
  });
  t.teardown(() => child.stop());
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stdout! }).on('line', line => {
      lines.push(line);
      const { msg, url }: { msg: string; url: string } = JSON.parse(line);
      if (msg === 'listening') resolve(url);
    });
    void child.exited.then(() => reject(new Error(`the ingress ended before it listened:\n${lines.join('\n')}`)));
  });
}
