// `node parent-of-mongod.js DIRECTORY`: starts a mongod and tells its pid and port.
import { startMongod } from '../../src/index.js';

const [, , directory] = process.argv;
if (directory === undefined) throw new Error('expected a directory');
const mongod = await startMongod({ directory });
console.log(JSON.stringify({ pid: mongod.pid, port: mongod.port }));
process.stdin.resume();
