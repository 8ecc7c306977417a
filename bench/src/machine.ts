import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

const { version: fastify } = createRequire(import.meta.url)('fastify/package.json') as { version: string };
const { version: bullmq } = createRequire(import.meta.url)('bullmq/package.json') as { version: string };

/** What the figures were measured on. */
export function machine() {
  const processors = cpus();
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    /** Of the last minute: what else the machine was busy with. */
    loadAverage: Number(loadavg()[0]!.toFixed(1)),
    versions: { node: process.versions.node, fastify, bullmq },
  } as const;
}
