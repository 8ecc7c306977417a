import type { Bench } from '../bench.js';
import { interleave, type Sample, type Variant } from '../interleave.js';
import { measureServer, type ServerLoad } from '../measure-server.js';
import { PEERS } from '../peers/index.js';
import { mannersNotes } from '../peers/manners-notes.js';
import { type Manners, observeManners } from '../peers/observe-manners.js';
import { startPeers } from '../peers/start-peers.js';
import { startBareFastify, startIngress } from '../programs.js';
import { redisVersion } from '../redis-version.js';
import { residentMebibytes } from '../resident-memory.js';
import { equallyAnsweredTextRequests, freelyAnsweredTextRequests } from '../signed-pushes.js';

const OURS = 'ingress';
const BARE = 'bare Fastify';
/** The slower a server is, the longer it takes until its hot functions are compiled. */
const WARM_UP_SECONDS = 5;

/** Answering texts, against whatever else one could answer them with. */
export const peers: Bench = {
  name: 'peers',
  isOnDemand: true,
  async run(lab, { rounds, seconds }, onProgress) {
    const { running, versions, skipped } = await startPeers(lab, PEERS, onProgress);
    const redis = await lab.redis();
    const [ingress, bare] = await Promise.all([startIngress(lab, redis.url), startBareFastify(lab)]);
    const next = freelyAnsweredTextRequests();
    const answering = [
      { name: OURS, server: ingress, next, warmUpSeconds: WARM_UP_SECONDS },
      ...running.map(({ peer: { name, warmUpSeconds = WARM_UP_SECONDS }, program: server }) => {
        return { name, server, next, warmUpSeconds };
      }),
    ];
    const toBare = equallyAnsweredTextRequests();
    const all = [...answering, { name: BARE, server: bare, next: toBare, warmUpSeconds: WARM_UP_SECONDS }];
    const variants = all.map(({ name, server, next }) => variantOf(name, { server, next, seconds }));

    const seen: (readonly [name: string, manners: Manners])[] = [];
    for (const { name, server } of answering) seen.push([name, await observeManners(name, server.url)]);
    for (const { name, server, next, warmUpSeconds } of all) {
      onProgress(`${name}: ${warmUpSeconds} s to warm up`);
      await measureServer({ server, next, seconds: warmUpSeconds });
    }
    const series = await interleave(variants, { rounds, warmUps: 1, onProgress });
    const [ours] = series;
    return [
      {
        name: 'peers',
        title: 'peers: signed text pushes, 64 connections, each server on one core in turn, all giving the same answer',
        unit: 'request',
        series: series.map(({ name, samples }) => ({
          name,
          samples: samples.map((sample, round) => comparedWith(ours!.samples[round]!, sample)),
        })),
        baselines: [OURS],
        ours: [OURS],
        versions: { redis: await redisVersion(redis.url), ...versions },
        notes: [
          lab.pinning.note,
          'ours by CPU: how many times less processor time the ingress takes, in the same round',
          ...mannersNotes(seen),
          ...skipped,
        ],
      },
    ];
  },
};

/** @param load of a server that has just started */
function variantOf(name: string, load: ServerLoad): Variant {
  const atRest = residentMebibytes(load.server.pid);
  return {
    name,
    async measure() {
      const { answers: _, ...sample } = await measureServer(load);
      const loaded = residentMebibytes(load.server.pid);
      const memory = atRest !== undefined && loaded !== undefined && { 'MiB at rest': atRest, 'MiB loaded': loaded };
      return { ...sample, others: { ...sample.others, ...memory } };
    },
  };
}

function comparedWith(ours: Sample, sample: Sample): Sample {
  if (ours.cpu.server === undefined || sample.cpu.server === undefined) return sample;
  return { ...sample, others: { 'ours by CPU': sample.cpu.server / ours.cpu.server, ...sample.others } };
}
