import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAddresses } from './env.js';
import { startMongod } from './start-mongod.js';
import { startRedis } from './start-redis.js';

/** As much of a tap test as is needed here. */
export interface Teardown {
  teardown(end: () => Promise<unknown>): void;
}

/** The Redis of this test run, and a prefix in it that no other test has. */
export async function redisForTest(t: Teardown): Promise<{ url: string; prefix: string }> {
  const url = serverAddresses().redisUrl ?? (await ownServer(t, startRedis));
  return { url, prefix: `test-${randomBytes(6).toString('hex')}` };
}

/** An address with a database of its own in the MongoDB of this test run. */
export async function mongodbForTest(t: Teardown): Promise<string> {
  const address = new URL(serverAddresses().mongodbUrl ?? (await ownServer(t, startMongod)));
  address.pathname = `/test-${randomBytes(6).toString('hex')}`;
  return address.href;
}

async function ownServer(t: Teardown, start: typeof startRedis | typeof startMongod): Promise<string> {
  const server = await start({ directory: await directoryForTest(t, 'server') });
  t.teardown(() => server.stop());
  return server.url;
}

/** A folder that goes when the test is over and its servers, which may still write, have been stopped. */
export async function directoryForTest(t: Teardown, name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), `wechat-pipeline-${name}-`));
  t.teardown(() => rm(directory, { recursive: true, force: true, maxRetries: 20 }));
  return directory;
}
