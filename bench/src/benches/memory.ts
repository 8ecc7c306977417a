import { NAIVE_PREFIX } from '../baselines/naive-queue.js';
import type { Bench, Result } from '../bench.js';
import { interleave } from '../interleave.js';
import { measureMemory } from '../measure-memory.js';
import { openPipelineBed, type PipelineBed } from '../pipeline-bed.js';

const NAIVE = 'naive';
const PREFIX = 'product';

/** As many as make what Redis keeps besides, such as BullMQ's own keys, small beside them. */
const EVENTS = 20_000;
/** Bytes hardly vary. */
const MOST_ROUNDS = 3;

/** What Redis keeps of an event while it waits, and when it is done. */
export const memory: Bench = {
  name: 'memory',
  async run(lab, { rounds }, onProgress) {
    const bed = await openPipelineBed(lab);
    const variants = [
      { name: NAIVE, prefix: NAIVE_PREFIX, pair: await bed.naive() },
      { name: 'ingress + worker', prefix: PREFIX, pair: await bed.product(PREFIX) },
    ].map(({ name, prefix, pair }) => ({
      name,
      measure: () => measureMemory({ redis: bed.redis, pair, prefix, events: EVENTS }),
    }));
    const series = await interleave(variants, { rounds: Math.min(rounds, MOST_ROUNDS), warmUps: 0, onProgress });
    return [resultOf(bed, series)];
  },
};

function resultOf({ facts }: PipelineBed, series: Result['series']): Result {
  return {
    name: 'memory',
    title: `memory: what Redis keeps of ${EVENTS} subscribe pushes of 400 bytes, put there over 64 connections, before and after a worker does them`,
    unit: 'event',
    series,
    // Nothing of it is a matter of speed.
    baselines: [],
    ours: ['ingress + worker'],
    chart: { figures: ['bytes/event waiting', 'bytes/event finished'], axis: 'bytes of Redis’s memory an event' },
    versions: facts.versions,
    notes: [
      'its reception: what tells redeliveries and replays, which stays for ten minutes; tables: Redis’s own, in which its keys and when they end are listed',
      'when it is finished its reception and, of the latest thousand jobs, a trace is left',
      ...facts.notes,
    ],
  };
}
