import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongodbForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { COMPILERS, installPackage, packPackage, runProgram } from '@wechat-pipeline/packed-package';
import { startPlatform } from '@wechat-pipeline/played-wechat';
import {
  createAccessToken,
  createAccountApi,
  memoryTokenCache,
  openApiClient,
  type Push,
} from '@wechat-pipeline/wechat-core';
import { MongoClient } from 'mongodb';
import t from 'tap';
import { loadHandlers } from '../src/folder.js';
import { PACKAGE } from './package-folder.js';

const README = readFileSync(join(PACKAGE, 'README.md'), 'utf8');
/** Each is a module of that name. */
const EXAMPLES = [...README.matchAll(/^```[jt]s (\w+\.[jt]s)\n(.*?)^```/gms)].map(([, name = '', code = '']) => ({
  name,
  code,
}));

t.test('every example compiles against what is published, is loaded, and does what it says', async t => {
  const { directory } = await installPackage(t, await packPackage(t, PACKAGE));
  const folder = join(directory, 'handlers');
  symlinkSync(join(PACKAGE, '../../node_modules/mongodb'), join(directory, 'node_modules/mongodb'));
  mkdirSync(folder);
  for (const { name, code } of EXAMPLES) {
    // A worker ends whatever is open; a test does not.
    const closing = code.includes('const client') ? 'export const close = () => client.close();\n' : '';
    writeFileSync(join(folder, name), code + closing);
  }
  const [[, tsc] = []] = COMPILERS;
  const options = '--target es2023 --module nodenext --types node --strict --exactOptionalPropertyTypes'.split(' ');
  const sources = EXAMPLES.filter(({ name }) => name.endsWith('.ts')).map(({ name }) => join('handlers', name));
  t.equal(sources.length, 3);
  // What is between the package and mongodb is not ours to check.
  const compiled = runProgram(directory, process.execPath, tsc!, ...options, '--skipLibCheck', ...sources);
  t.strictSame(compiled, { status: 0, output: '' });
  t.notMatch(readFileSync(join(folder, 'scan.js'), 'utf8'), 'import', 'types alone vanish');

  const url = await mongodbForTest(t);
  process.env.POINTS_URL = url;
  const mongo = new MongoClient(url);
  const database = mongo.db();
  t.teardown(async () => {
    const { close } = await import(join(folder, 'view.js'));
    await close();
    await database.dropDatabase();
    await mongo.close();
  });
  const handlers = await loadHandlers(folder);
  t.strictSame([...handlers.keys()].sort(), ['click', 'scan', 'text', 'view']);

  const { platform, api } = await startAccount(t);
  platform.interact('oAlice', 'message');
  const logged: unknown[] = [];
  const log = { debug() {}, warn() {}, error() {}, info: (...entry: unknown[]) => void logged.push(entry) };
  const signal = new AbortController().signal;
  const given = { pushId: 'id', receivedAt: 1_000, appId: 'wx1', openid: 'oAlice', profile: null, api, log, signal };
  const handle = (push: Push) => handlers.get(push.kind)?.({ ...given, push });
  const header = { toUserName: 'gh_account', fromUserName: 'oAlice', createTime: 1 };
  const event = { ...header, msgType: 'event', event: 'EVENT', eventKey: 'KEY' };

  await handle({ kind: 'click', ...event });
  await handle({ kind: 'scan', ...event });
  t.strictSame(logged, [
    [{ key: 'KEY', city: undefined }, 'tapped'],
    [{ scene: 'KEY' }, 'scanned'],
  ]);
  await handle({ kind: 'text', ...header, msgType: 'text', content: 'hi', msgId: '1' });
  await handle({ kind: 'text', ...header, msgType: 'text', content: '发票', msgId: '2' });
  t.match(platform.messages(), [{ touser: 'oAlice', text: { content: '请把抬头和税号发给我们' } }]);
  await handle({ kind: 'view', ...event });
  await handle({ kind: 'view', ...event });
  t.strictSame(await database.collection('points').find().toArray(), [{ _id: 'id', openid: 'oAlice', points: 5 }]);
});

/** An account on the played platform. */
async function startAccount(t: Teardown) {
  const credentials = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
  const platform = await startPlatform({ accounts: [credentials], autoFollow: 'o' });
  const client = openApiClient({ url: platform.url });
  t.teardown(async () => {
    await client.close();
    await platform.close();
  });
  const accessToken = createAccessToken({ client, ...credentials, cache: memoryTokenCache() });
  return { platform, api: createAccountApi(client, accessToken) };
}
