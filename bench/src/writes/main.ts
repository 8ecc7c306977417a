import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openProfileStore, openSuggestionStore, type Profile } from '@wechat-pipeline/follower-store';
import { type Collection, MongoClient } from 'mongodb';
import { subscribePush } from '../backlog.js';
import { copyFor, fillProfiles } from '../fill-profiles.js';
import { createPopulation } from '../population.js';
import { openWays, type Told, type WayName, writeAll } from './ways.js';

// A program of its own, so that it has a core of its own: empties a collection (POST /empty?events=…&returning=0|1), then writes to it
// in the way that is asked for (/write?way=…), and counts what is right there (/count?since=…). Answers with a number.

const [mongodbUrl = ''] = process.argv.slice(2);
const mongo = new MongoClient(mongodbUrl, {
  // As the worker's.
  writeConcern: { w: 'majority' },
  retryWrites: false,
});
const db = mongo.db();
const profiles: Collection<Profile> = db.collection('profiles');
const store = openProfileStore(db, openSuggestionStore(db));

let model: Profile | undefined;
const ways = openWays(db, documentOf);
let told: readonly Told[] = [];

/** The document that ours would be, too. */
function documentOf({ push }: Told): Profile {
  if (model === undefined) throw new Error('expected a collection that has been emptied before it is written to');
  const [at, receivedAt] = [new Date(push.createTime * 1_000), new Date(push.receivedAt)];
  // Sound: it is a profile's copy.
  const copy = copyFor(model, push.fromUserName) as Profile;
  return { ...copy, lastEventAt: at, userInfoAt: new Date(), order: { subscribe: { at, receivedAt } } } as Profile;
}

/** Leaves as many profiles there as are going to be written. */
async function empty(events: number, isHalfReturning: boolean): Promise<void> {
  await profiles.drop();
  model = undefined;
  await store.prepare();
  const population = createPopulation(events);
  await writeAll(ways.apply, [tell(population.newcomer())]);
  model = (await profiles.findOne()) ?? undefined;
  await fillProfiles(db.collection('profiles'), model!, population.existing(), () => {});
  told = Array.from({ length: events }, (_, index) =>
    tell(isHalfReturning && index % 2 === 0 ? population.returning() : population.newcomer()),
  );
}

/** What the platform tells today. */
function tell(openid: string): Told {
  const now = Date.now();
  const createTime = Math.floor(now / 1_000);
  return {
    push: subscribePush(openid, now),
    info: {
      subscribe: 1,
      openid,
      sex: 0,
      language: 'zh_CN',
      subscribe_time: createTime,
      groupid: 0,
      subscribe_scene: 'ADD_SCENE_SEARCH',
    },
  };
}

const tasks: Readonly<Record<string, (query: URLSearchParams) => Promise<number>>> = {
  async '/empty'(query) {
    await empty(Number(query.get('events')), query.get('returning') === '1');
    return profiles.countDocuments();
  },
  async '/write'(query) {
    // Sound: the bench asks for one of them.
    const way = ways[query.get('way') as WayName];
    const begun = performance.now();
    await writeAll(way, told);
    return (performance.now() - begun) / 1_000;
  },
  '/count': query =>
    profiles.countDocuments({ subscribed: true, userInfoAt: { $gte: new Date(Number(query.get('since'))) } }),
};

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  try {
    response.end(String(await tasks[pathname]!(searchParams)));
  } catch (error) {
    response.writeHead(500).end((error as Error).stack);
  }
}).listen(0, '127.0.0.1', function listening(this: Server) {
  // Sound: it listens on a port.
  console.log(`http://127.0.0.1:${(this.address() as AddressInfo).port}`);
});
