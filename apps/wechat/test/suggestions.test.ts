import { openSuggestionStore } from '@wechat-pipeline/follower-store';
import type { JobPush } from '@wechat-pipeline/jobs';
import { mongodbForTest } from '@wechat-pipeline/local-servers';
import { MongoClient } from 'mongodb';
import t, { type Test } from 'tap';
import { program } from '../src/program.js';
import { runWechat, startWechat } from './run-wechat.js';

const APP_ID = 'wx0123456789abcdef';
const MIDNIGHT_IN_SHANGHAI = Date.parse('2026-11-23T16:00:00Z') / 1_000;

function suggestionPush(
  msgId: number,
  content: string,
  { openid = 'oFollower', appId = APP_ID, at = 0 } = {},
): JobPush<'suggestion'> {
  const createTime = MIDNIGHT_IN_SHANGHAI + at;
  const text = { kind: 'text', msgType: 'text', toUserName: 'gh_account', content, msgId: String(msgId) } as const;
  return { ...text, fromUserName: openid, createTime, appId, receivedAt: createTime * 1_000 + msgId };
}

async function setup(t: Test, pushes: readonly JobPush<'suggestion'>[]) {
  const mongodbUrl = await mongodbForTest(t);
  const mongo = new MongoClient(mongodbUrl);
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
  });
  const suggestions = openSuggestionStore(mongo.db());
  await suggestions.prepare();
  await suggestions.keep(pushes);
  const env = { WECHAT_APP_ID: APP_ID, MONGODB_URL: mongodbUrl };
  return {
    wechat: (args: readonly string[]) => runWechat(['suggestions', ...args], env),
    start: (args: readonly string[]) => startWechat(['suggestions', ...args], env),
  };
}

const SOME = [
  suggestionPush(1, '@first', { at: -1 }),
  suggestionPush(2, '@second\nline \u001b[31m', { openid: 'oOther' }),
  suggestionPush(3, '@third'),
  suggestionPush(4, '@another account’s', { appId: 'wxother', at: 1 }),
];

t.test('the latest suggestions are listed, the very latest first, each in a line', async t => {
  const { wechat } = await setup(t, SOME);
  t.match(await wechat(['list']), {
    status: 0,
    stdout: [
      'time (Asia/Shanghai)  openid     suggestion',
      '2026-11-24 00:00:00   oFollower  @third',
      '2026-11-24 00:00:00   oOther     @second line  [31m',
      '2026-11-23 23:59:59   oFollower  @first',
      '',
    ].join('\n'),
  });
});

t.test('they can be chosen by time, by follower and by number', async t => {
  const { wechat } = await setup(t, SOME);
  const chosen = await wechat(['list', '--json', '--since', '2026-11-24', '--openid', 'oFollower', '--limit', '1']);
  t.match(JSON.parse(chosen.stdout), [{ openid: 'oFollower', text: '@third', at: '2026-11-23T16:00:00.000Z' }]);
  t.equal(JSON.parse(chosen.stdout).length, 1);
  t.match(await wechat(['list', '--since', '2096-01-01']), { status: 0, stdout: 'There are none.\n' });
});

t.test('all of them are exported in their order, as csv or line by line', async t => {
  const { wechat } = await setup(t, SOME);
  const head = 'time (Asia/Shanghai),openid,suggestion\r\n';
  const csv = await wechat(['export']);
  t.equal(
    csv.stdout,
    `${head}2026-11-23 23:59:59,oFollower,first\r\n2026-11-24 00:00:00,oOther,"second\nline \u001b[31m"\r\n2026-11-24 00:00:00,oFollower,third\r\n`,
  );
  t.equal(
    (await wechat(['export', '--bom', '--since', '2026-11-24'])).stdout.slice(0, 20),
    `\ufeff${head.slice(0, 19)}`,
  );
  const lines = (await wechat(['export', '--format', 'jsonl'])).stdout.trimEnd().split('\n');
  t.strictSame(
    lines.map(line => JSON.parse(line).text),
    ['@first', '@second\nline \u001b[31m', '@third'],
  );
});

t.test('what is not understood ends with 2', async t => {
  for (const [args, message] of [
    [['list', '--limit', '0'], /expected --limit to be a number from 1/],
    [['list', '--since', 'never'], /expected --since to be a day/],
    [['export', '--bom', '--format', 'jsonl'], /--bom with csv alone/],
    [['export', '--bom', '--json'], /--bom with csv alone/],
  ] as const) {
    const parsed = program().parseAsync(['suggestions', ...args], { from: 'user' });
    await t.rejects(parsed, { exitCode: 2, message });
  }
});

t.test('many are streamed whole, and who has read enough may go', async t => {
  const many = Array.from({ length: 5_000 }, (_, index) => suggestionPush(index + 1, `@${'长'.repeat(100)} ${index}`));
  const { wechat, start } = await setup(t, many);
  const { status, stdout } = await wechat(['export']);
  t.equal(status, 0);
  t.equal(stdout.split('\r\n').length, 1 + 5_000 + 1);
  const reader = start(['export']);
  await reader.wrote(/suggestion/);
  reader.stopReading();
  t.match(await reader.ended, { status: 0, stderr: '' });
});
