import { setTimeout as delay } from 'node:timers/promises';
import type { LocalServer } from './start-server.js';

/** It elects itself within milliseconds. */
const MOST_MILLISECONDS = 30_000;
const LOOK_AGAIN_MILLISECONDS = 20;

/** MongoDB's error code AlreadyInitialized: its data are of an earlier start. */
const ALREADY_INITIALIZED = 23;

/** Makes a mongod the only member of its replica set; resolves when it takes writes. */
export async function initiateReplicaSet({ url, port, stop }: LocalServer, name: string): Promise<void> {
  // Loaded for those alone who have one.
  const { MongoClient, MongoServerError } = await import('mongodb');
  const client = new MongoClient(url, { directConnection: true });
  const admin = client.db('admin');
  const end = Date.now() + MOST_MILLISECONDS;
  try {
    await admin
      .command({ replSetInitiate: { _id: name, members: [{ _id: 0, host: `127.0.0.1:${port}` }] } })
      .catch(error => {
        if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALIZED)) throw error;
      });
    for (;;) {
      const { isWritablePrimary } = await admin.command({ hello: 1 });
      if (isWritablePrimary) break;
      if (Date.now() > end) throw new Error(`expected ${url} to be the primary of ${name} in time, it is not`);
      await delay(LOOK_AGAIN_MILLISECONDS);
    }
  } catch (error) {
    await stop();
    throw error;
  } finally {
    await client.close();
  }
}
