import type { Behaviour } from '@wechat-pipeline/accounts';
import {
  openPageViewStore,
  openProfileStore,
  openSuggestionStore,
  type PageViewStore,
  type ProfileStore,
  type SuggestionStore,
} from '@wechat-pipeline/follower-store';
import { MongoClient } from 'mongodb';
import { behaviourOf } from './account-file.js';
import { readNamedStoreEnv, readStoreEnv } from './env.js';
import { Failure } from './failure.js';
import { findAccount } from './find-account.js';
import { hidePassword } from './hide-password.js';

const MILLISECONDS = 3_000;

export interface AccountStore {
  readonly appId: string;
  readonly profiles: ProfileStore;
  readonly suggestions: SuggestionStore;
  readonly pageViews: PageViewStore;
  /** What the account file says of it; not read for who does not ask. */
  behaviour(): Behaviour;
}

/**
 * Does something with what MongoDB keeps of an account's followers.
 *
 * @param name in the account file; without one it is the environment's
 */
export async function withStore<T>(name: string | undefined, work: (store: AccountStore) => Promise<T>): Promise<T> {
  const { appId, env } = findAccount(name, { own: readStoreEnv, named: readNamedStoreEnv });
  const mongo = await connectMongodb(env.MONGODB_URL);
  try {
    const suggestions = openSuggestionStore(mongo.db());
    return await work({
      appId,
      profiles: openProfileStore(mongo.db(), suggestions),
      suggestions,
      pageViews: openPageViewStore(mongo.db()),
      behaviour: () => behaviourOf(name, env.ACCOUNT_FILE),
    });
  } finally {
    await mongo.close();
  }
}

async function connectMongodb(url: string): Promise<MongoClient> {
  const mongo = new MongoClient(url, { serverSelectionTimeoutMS: MILLISECONDS, socketTimeoutMS: 10 * MILLISECONDS });
  try {
    return await mongo.connect();
  } catch (error) {
    await mongo.close();
    const why = (error as Error).message;
    throw new Failure(`expected MongoDB at ${hidePassword(url)}, got ${why}: start it, or set MONGODB_URL`);
  }
}
