import { type Db, type Document, MongoClient, MongoServerError } from 'mongodb';
import type { CheckedEnv } from '../env.js';
import { hidePassword } from '../hide-password.js';
import { type Finding, failed, ok, skipped, warning } from './finding.js';

const MILLISECONDS = 3_000;
const NAMESPACE_NOT_FOUND = 26;

/** MongoDB, which holds the profiles. */
export async function checkMongodb({ MONGODB_URL: url }: CheckedEnv): Promise<readonly Finding[]> {
  if (url === undefined) return [skipped('mongodb', 'for want of MONGODB_URL')];
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(url, {
      serverSelectionTimeoutMS: MILLISECONDS,
      connectTimeoutMS: MILLISECONDS,
      socketTimeoutMS: MILLISECONDS,
    });
    const db = client.db();
    const { version } = await db.command({ buildInfo: 1 });
    return [
      ok('mongodb', `${version} at ${hidePassword(url)}`),
      checkMajority(await db.command({ hello: 1 })),
      await checkPurging(db),
    ];
  } catch (error) {
    const why = error instanceof Error ? error.message : 'something else';
    return [failed('mongodb', `expected it at ${hidePassword(url)}, got: ${why}`, 'Start it, or set MONGODB_URL.')];
  } finally {
    await client?.close();
  }
}

/**
 * Whether a majority of several servers keeps what is written.
 *
 * @param hello what the server answers to the command of that name
 */
export function checkMajority({ setName, hosts = [], msg }: Document): Finding {
  if (msg === 'isdbgrid') return ok('mongodb majority', 'sharded');
  if (setName === undefined) {
    const message = 'one server alone: what it has written is lost with its disk';
    return warning('mongodb majority', message, 'For more than trying things out, run a replica set.');
  }
  return ok('mongodb majority', `replica set ${setName}, ${hosts.length} members`);
}

/** The index that removes what is left of who unfollowed. */
async function checkPurging(db: Db): Promise<Finding> {
  const check = 'mongodb index';
  const indexes = await indexesOf(db, 'profiles');
  if (indexes === undefined) {
    return warning(check, 'there are no profiles yet', 'The worker makes the collection and its index when it starts.');
  }
  const isThere = indexes.some(({ key, expireAfterSeconds }) => key.purgeAt === 1 && expireAfterSeconds === 0);
  if (isThere) return ok(check, 'who unfollowed is removed by purgeAt');
  return failed(
    check,
    'none on purgeAt: who unfollowed is never removed',
    'Start the worker anew: it makes the index.',
  );
}

async function indexesOf(db: Db, collection: string) {
  try {
    return await db.collection(collection).indexes();
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NAMESPACE_NOT_FOUND) return undefined;
    throw error;
  }
}
