// A program: `node compile-redis-server.js FOLDER` prints the path of the redis-server that it has downloaded the source
// of and compiled, in its last line. Run by npm-fetcher.ts.
const { RedisBinary } = await import('redis-memory-server');
try {
  console.log(`\n${await RedisBinary.getPath({ downloadDir: process.argv[2] ?? '.' })}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
