import { MongoClient } from 'mongodb';
import type { Bench, Result } from '../bench.js';
import { stopwatchOf } from '../cpu-time.js';
import { interleave, type Sample, type Variant } from '../interleave.js';
import { startWriter } from '../programs.js';
import type { WayName } from '../writes/ways.js';

/** So many times as many as wait for a worker: they are written much faster than asked for. */
const TIMES = 4;

const CASES = [
  { name: 'writes', what: 'all of them new followers', returning: 0, theirs: 'insertMany' },
  {
    name: 'writes-returning',
    what: 'half of them there already',
    returning: 1,
    theirs: 'find, insertMany and updates',
  },
] as const;
const OURS = 'apply';

/** Writing profiles, against the best that MongoDB has for the same documents. */
export const writes: Bench = {
  name: 'writes',
  async run(lab, { rounds, followers }, onProgress) {
    const events = followers * TIMES;
    const mongod = await lab.mongod();
    const writer = await startWriter(lab, `${mongod.url}/writes`);
    const mongo = new MongoClient(mongod.url);
    lab.onClose(() => mongo.close());
    const { version } = await mongo.db().admin().serverInfo();

    async function ask(task: string, query: Readonly<Record<string, string>>): Promise<number> {
      const answer = await fetch(`${writer.url}/${task}?${new URLSearchParams(query)}`);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`expected the writer to do as told, it says ${text}`);
      return Number(text);
    }
    async function measure(way: WayName, returning: number): Promise<Sample> {
      await ask('empty', { events: String(events), returning: String(returning) });
      const since = Date.now();
      const spent = stopwatchOf({ client: writer.pid, mongod: mongod.pid });
      const seconds = await ask('write', { way });
      const { client, mongod: server } = spent();
      const right = await ask('count', { since: String(since) });
      if (right !== events) throw new Error(`expected ${events} profiles, just written, got ${right}`);
      const both = client === undefined || server === undefined ? undefined : client + server;
      const each = (time: number | undefined) => time && time / events;
      return {
        perSecond: events / seconds,
        cpu: { 'client + mongod': each(both), client: each(client), mongod: each(server) },
      };
    }
    const variants = CASES.flatMap(({ name, returning, theirs }) =>
      [theirs, OURS].map(
        (way): Variant => ({ name: `${name} ${way}`, measure: () => measure(way as WayName, returning) }),
      ),
    );
    const series = await interleave(variants, { rounds, warmUps: 1, onProgress });
    return CASES.map(
      ({ name, what, theirs }): Result => ({
        name,
        title: `writes: ${events} profiles, ${what}, in hundreds; ${theirs}: four under way, written down without looking at what is there`,
        unit: 'event',
        series: [theirs, OURS].map(way => ({
          name: way,
          samples: series.find(one => one.name === `${name} ${way}`)!.samples,
        })),
        baselines: [theirs],
        versions: { mongod: String(version) },
        notes: [
          `${OURS}: follower-store, sixteen hundreds at the same time, as under load; both with write concern majority and without the driver’s retries`,
          'the client on the first core, mongod on the second; by CPU: of both together',
          lab.pinning.note,
        ],
      }),
    );
  },
};
