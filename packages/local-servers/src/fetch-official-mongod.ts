// A program: `node fetch-official-mongod.js FOLDER` prints the path of the mongod that it has downloaded, in its last
// line. Run by npm-fetcher.ts.
const { MongoBinary } = await import('mongodb-memory-server-core');
try {
  console.log(`\n${await MongoBinary.getPath({ downloadDir: process.argv[2] ?? '.' })}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
