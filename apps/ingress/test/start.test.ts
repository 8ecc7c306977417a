import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, redisForTest, spawnTied } from '@wechat-pipeline/local-servers';
import t, { type Test } from 'tap';

const MAIN = join(import.meta.dirname, '../src/main.js');
const ACCOUNT_FILE = join(import.meta.dirname, '../../../../account.example.yml');

/** Starts the ingress until it listens; returns the names of the packages that it has loaded. */
async function packagesLoaded(t: Test, env: Record<string, string>): Promise<readonly string[]> {
  const [{ url }, cwd, coverage] = [
    await redisForTest(t),
    await directoryForTest(t, 'empty'),
    await directoryForTest(t, 'coverage'),
  ];
  // V8 tells of every module for which it has code. `env` takes away what tap has every node that it sees starting load.
  const ingress = spawnTied('env', ['-u', 'NODE_OPTIONS', process.execPath, MAIN], {
    cwd,
    env: {
      WECHAT_APP_ID: 'wx0123456789abcdef',
      WECHAT_TOKEN: 'token123',
      REDIS_URL: url,
      HOST: '127.0.0.1',
      PORT: '0',
      ADMIN_PORT: '0',
      NODE_V8_COVERAGE: coverage,
      ...env,
    },
  });
  let output = '';
  for (const stream of [ingress.stdout, ingress.stderr])
    stream?.setEncoding('utf8').on('data', text => (output += text));
  while (!output.includes('"listening"')) await once(ingress.stdout!, 'data');
  t.equal((await ingress.stop()).code, 0, output);
  const loaded = readdirSync(coverage).flatMap(file => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as { result: { url: string }[] };
    return result.flatMap(({ url }) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
  });
  return [...new Set(loaded)];
}

t.test('the ingress loads nothing that it does not use', async t => {
  const loaded = await packagesLoaded(t, {});
  t.ok(['fastify', 'bullmq', 'pino'].every(name => loaded.includes(name)));
  const unused = ['undici', 'mongodb', 'fast-xml-parser', 'zod', 'yaml'];
  t.strictSame(
    loaded.filter(name => unused.includes(name)),
    ['fast-xml-parser'],
    'the parser alone, which any push may need',
  );
});

t.test('with an account file, what reads it, too', async t => {
  const loaded = await packagesLoaded(t, { ACCOUNT_FILE });
  t.strictSame(loaded.filter(name => ['undici', 'mongodb', 'zod', 'yaml'].includes(name)).sort(), ['yaml', 'zod']);
});
