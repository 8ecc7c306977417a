import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest } from '@wechat-pipeline/local-servers';
import { click, subscribe } from '@wechat-pipeline/played-wechat';
import {
  createAccessToken,
  createAccountApi,
  listTags,
  memoryTokenCache,
  openApiClient,
  tagsOf,
} from '@wechat-pipeline/wechat-core';
import t, { type Test } from 'tap';
import { startWith } from './start-handlers.js';
import { CREDENTIALS, until } from './start-pipeline.js';

const ROOT = join(import.meta.dirname, '../../..');

/** The example as its owner compiles it: a project of its own, with what it needs installed. */
async function compileExample(t: Test): Promise<string> {
  const project = join(await directoryForTest(t, 'example'), 'handlers');
  const filter = (path: string) => !/\/(node_modules|build)$/.test(path);
  cpSync(join(ROOT, 'examples/handlers'), project, { recursive: true, filter });
  mkdirSync(join(project, 'node_modules'));
  for (const name of ['@wechat-pipeline', '@types']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
  }
  // tap has every node that it sees starting load its hooks, which the compiler does not survive.
  const tsc = ['-u', 'NODE_OPTIONS', process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc')];
  t.match(spawnSync('env', tsc, { cwd: project, encoding: 'utf8' }), { status: 0, stdout: '', stderr: '' });
  return join(project, 'build');
}

t.test('the example compiles, answers buttons, and tags followers by the QR code that they came by', async t => {
  const { platform, startIngress, startWorker, queue } = await startWith(t, await compileExample(t));
  const client = openApiClient({ url: platform.url });
  t.teardown(() => client.close());
  const api = createAccountApi(client, createAccessToken({ client, ...CREDENTIALS, cache: memoryTokenCache() }));
  const [{ pusher }, worker] = [await startIngress(), await startWorker()];
  t.match(worker.logged.map(line => JSON.parse(line)).at(-1), { msg: 'working', handlers: ['click', 'subscribe'] });

  const openids = ['oOne', 'oTwo', 'oThree'];
  for (const openid of openids) platform.follow(openid, { qr_scene_str: 'summer' });
  platform.follow('oOther', { qr_scene_str: 'another' });
  await Promise.all([...openids, 'oOther'].map(openid => pusher.push(subscribe(openid))));
  await until(async () => (await queue.getCompletedCount()) === 4);
  const summer = (await listTags(api)).find(({ name }) => name === '夏季活动');
  t.equal(summer?.count, 3);
  t.strictSame(await tagsOf(api, 'oTwo'), [summer?.id]);
  t.strictSame(await tagsOf(api, 'oOther'), []);

  platform.interact('oOne', 'click');
  for (const key of ['HOURS', 'NONE']) await pusher.push(click('oOne', key));
  await until(async () => (await queue.getCompletedCount()) === 6);
  t.match(platform.messages(), [{ touser: 'oOne', text: { content: '营业时间：每天 9:00 至 21:00' } }]);
  t.equal(platform.messages().length, 1);
  t.equal(await queue.getFailedCount(), 0);
});
