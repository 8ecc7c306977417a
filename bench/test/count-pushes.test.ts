import { directoryForTest, startRedis } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t from 'tap';
import { countEntries } from '../src/count-pushes.js';

t.test('the entries of a stream are counted, and whose they are, also past a page of them', async t => {
  const server = await startRedis({ directory: await directoryForTest(t, 'redis') });
  const redis = new Redis(server.url);
  t.teardown(async () => {
    redis.disconnect();
    await server.stop();
  });
  t.strictSame(await countEntries(redis, 'events'), { jobs: 0, pushes: 0 });
  const pipeline = redis.pipeline();
  for (let number = 0; number < 2_100; number += 1) {
    pipeline.xadd('events', '*', 'event', JSON.stringify({ fromUserName: `o${number % 2_050}` }));
  }
  await pipeline.exec();
  t.strictSame(await countEntries(redis, 'events'), { jobs: 2_100, pushes: 2_050 });
});
