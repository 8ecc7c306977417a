import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

// Fastify and ioredis are CommonJS. Before it runs such a package for an `import`, Node reads the names of its exports out of its files, which takes
// about as long as to run them, and nobody listens yet.

export const { fastify } = require('fastify') as typeof import('fastify');
export const { Redis } = require('ioredis') as typeof import('ioredis');
