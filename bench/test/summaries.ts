import type { Result } from '../src/bench.js';
import type { Sample, Series } from '../src/interleave.js';
import { type Summary, summarise } from '../src/summary.js';

export function series(name: string, rates: readonly number[], more: Partial<Series> = {}): Series {
  return { name, samples: rates.map(sample), ...more };
}

function sample(perSecond: number): Sample {
  return { perSecond, cpu: { server: 1e6 / perSecond }, others: { 'p99 ms': perSecond / 100 } };
}

const GROUP = { group: '64 connections' };

/** Of three rounds; the ingress does 0.9 times what the bare Fastify does. */
export function result(more: Partial<Result> = {}): Result {
  return {
    name: 'text',
    title: 'a title',
    unit: 'request',
    series: [
      series('bare Fastify', [1_000, 2_000, 1_000], GROUP),
      series('ingress', [900, 1_100, 900], GROUP),
      series('ingress, security mode', [500, 500, 500], GROUP),
    ],
    baselines: ['bare Fastify'],
    versions: { redis: '7.0.15' },
    notes: ['a note'],
    ...more,
  };
}

export function summaryOf(more: Partial<Result> = {}): Summary {
  return summarise(result(more), {
    command: 'npm run bench -- text',
    at: '2026-11-25T00:00:00.000Z',
    machine: {
      cores: 2,
      cpu: 'AMD EPYC',
      memoryGiB: 24,
      system: 'Linux 6.1',
      loadAverage: 0.1,
      versions: { node: '20.20.2', fastify: '5.12.8', bullmq: '6.7.0' },
    },
    options: { seconds: 1.5, rounds: 3 },
  });
}
