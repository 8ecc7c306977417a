import { createRequire } from 'node:module';

/**
 * BullMQ is CommonJS. Before it runs such a package for an `import`, Node reads the names of its exports out of all of its files, which takes longer
 * than to run them: a tenth of a second, in which an ingress does not listen yet.
 */
export const { Queue } = createRequire(import.meta.url)('bullmq') as typeof import('bullmq');
