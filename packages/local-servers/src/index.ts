export { cacheDirectory } from './cache-directory.js';
export {
  brokenEndpointForTest,
  endpointForTest,
  type Received,
  type RunningEndpoint,
} from './endpoint-for-test.js';
export { serverAddresses } from './env.js';
export { fetchIntoCache } from './fetch-into-cache.js';
export { fetchPythonPackages, type PythonPackages, type PythonWithPackages } from './fetch-python-packages.js';
export { findMongod } from './find-mongod.js';
export type { OnProgress } from './find-program.js';
export { findRedisServer } from './find-redis-server.js';
export { freePort } from './free-port.js';
export { directoryForTest, mongodbForTest, redisForTest, type Teardown } from './servers-for-test.js';
export { type Exit, spawnTied, type TiedOptions, type TiedProcess, type TiedStream } from './spawn-tied.js';
export { type MongodOptions, startMongod } from './start-mongod.js';
export { type RedisOptions, startRedis } from './start-redis.js';
export type { LocalServer } from './start-server.js';
