// `node parent-of-redis.js DIRECTORY [wind-down]`: starts a Redis and tells its pid and port. With `wind-down`, SIGINT
// makes it ask its Redis for a last PING, tell the answer, and end.
import { askRedis } from '../../src/ask-redis.js';
import { startRedis } from '../../src/index.js';

const [, , directory, mode] = process.argv;
if (directory === undefined) throw new Error('expected a directory');
const redis = await startRedis({ directory });
if (mode === 'wind-down') {
  process.once('SIGINT', async () => {
    console.log((await askRedis(redis.port, ['PING'])).split('\r\n')[0]);
    process.exit();
  });
}
console.log(JSON.stringify({ pid: redis.pid, port: redis.port }));
process.stdin.resume();
