import { redisForTest } from '@wechat-pipeline/local-servers';
import { Redis } from 'ioredis';
import t from 'tap';
import { readMonitorLine } from '../src/counters/monitor-redis.js';
import { groupCommands, OWN_CONNECTION, watchRedis } from '../src/counters/watch-redis.js';

t.test('a line of MONITOR’s is read, whatever is in it', async t => {
  const [source, time] = ['127.0.0.1:59100', '+1795572172.123456'];
  for (const [line, args] of [
    ['"get" "key"', ['get', 'key']],
    ['"set" "k e y" "{\\"a\\":\\"\\\\\\"}"', ['set', 'k e y', '{"a":"\\"}']],
    ['"ping"', ['ping']],
  ] as const) {
    t.strictSame(readMonitorLine(`${time} [0 ${source}] ${line}`), { args, source });
  }
  t.strictSame(readMonitorLine(`${time} [0 lua] "get" "key"`), { args: ['get', 'key'], source: 'lua' });
  t.equal(readMonitorLine('+OK'), undefined);
});

t.test('what a script issues is told with the script, and not as a command of its own', async t => {
  const seen = [
    { args: ['EVALSHA', 'abc', '1', 'key'], source: '127.0.0.1:1' },
    { args: ['GET', 'key'], source: 'lua' },
    { args: ['set', 'key', '1'], source: 'lua' },
    { args: ['ping'], source: '127.0.0.1:2' },
  ];
  t.strictSame(groupCommands(seen), [
    {
      name: 'evalsha',
      args: ['abc', '1', 'key'],
      from: '127.0.0.1:1',
      inside: [
        { name: 'get', args: ['key'] },
        { name: 'set', args: ['key', '1'] },
      ],
    },
    { name: 'ping', args: [], from: '127.0.0.1:2', inside: [] },
  ]);
});

t.test('all that others send is seen, and nothing of the bench’s own', async t => {
  const { url, prefix } = await redisForTest(t);
  const [other, own] = [new Redis(url), new Redis(url, { connectionName: OWN_CONNECTION })];
  t.teardown(async () => {
    other.disconnect();
    own.disconnect();
  });
  await Promise.all([other.ping(), own.ping()]);
  const stop = await watchRedis(url);
  await own.set(`${prefix}:own`, 1);
  await other.set(`${prefix}:other`, 1);
  await other.eval("redis.call('GET', KEYS[1]) return redis.call('DEL', KEYS[1])", 1, `${prefix}:other`);
  // Other tests use this Redis, too.
  const seen = (await stop()).filter(({ args }) => args.some(arg => arg.startsWith(prefix)));
  t.strictSame(
    seen.map(({ name, inside }) => [name, inside.map(one => one.name)]),
    [
      ['set', []],
      ['eval', ['get', 'del']],
    ],
  );
});
