import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { directoryForTest, spawnTied, type Teardown } from '@wechat-pipeline/local-servers';
import { text } from '@wechat-pipeline/played-wechat';
import t from 'tap';
import { startWithWebhooks, WEBHOOK_SECRET } from './start-webhooks.js';

const FOLDER = join(import.meta.dirname, '../../../examples/webhook-receiver');
const KEY = Buffer.from(WEBHOOK_SECRET.slice('whsec_'.length), 'base64');

// The Go receiver is compiled, and with it, the first time on a machine, what it imports.
t.setTimeout(400_000);

/** How to run each receiver; undefined where what it needs is not there. */
const RECEIVERS: Readonly<Record<string, (t: Teardown) => Promise<readonly string[] | undefined>>> = {
  node: async () => [process.execPath, join(FOLDER, 'receiver.mjs')],
  python: async () => (runs('python3', '--version') ? ['python3', join(FOLDER, 'receiver.py')] : undefined),
  async go(t) {
    const go = ['go', '/usr/local/go/bin/go'].find(command => runs(command, 'version'));
    if (go === undefined) return undefined;
    const program = join(await directoryForTest(t, 'receiver'), 'receiver');
    const env = { ...process.env, CGO_ENABLED: '0' };
    const built = spawnSync(go, ['build', '-o', program, join(FOLDER, 'receiver.go')], { encoding: 'utf8', env });
    if (built.status !== 0) throw new Error(`expected receiver.go to compile, got:\n${built.stderr}`);
    return [program];
  },
};

function runs(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

/** A receiver at work, as its README says; two secrets, since that is the harder case. */
async function startReceiver(t: Teardown, [command = '', ...args]: readonly string[]) {
  const another = `whsec_${Buffer.alloc(32, 'b').toString('base64')}`;
  const env = { PATH: process.env.PATH, WEBHOOK_SECRET: `${another},${WEBHOOK_SECRET}`, PORT: '0' };
  const child = spawnTied(command, args, { env, stderr: 'inherit' });
  t.teardown(() => child.stop());
  const printed: string[] = [];
  let look = () => {};
  createInterface({ input: child.stdout! }).on('line', line => {
    printed.push(line);
    look();
  });
  const prints = (pattern: RegExp) =>
    new Promise<RegExpExecArray>(resolve => {
      look = () => {
        const line = printed.find(one => pattern.test(one));
        if (line !== undefined) resolve(pattern.exec(line)!);
      };
      look();
    });
  const [, port = ''] = await prints(/^listening on port (\d+)$/);
  return { url: `http://127.0.0.1:${port}/`, printed, prints };
}

const nowInSeconds = () => Math.floor(Date.now() / 1_000);

/** Posts a delivery that is signed with that key, unless a header says otherwise; returns the status. */
async function post(url: string, { id = 'msg-1', at = nowInSeconds(), key = KEY, headers = {}, body = BODY } = {}) {
  const signature = createHmac('sha256', key).update(`${id}.${at}.${BODY}`).digest('base64');
  const signed = { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
  const response = await fetch(url, { method: 'POST', body, headers: { ...signed, ...headers } });
  return response.status;
}

const BODY = '{"type":"text","timestamp":"2026-11-24T08:00:00Z","data":{"account":null}}';

for (const [name, find] of Object.entries(RECEIVERS)) {
  t.test(`the receiver in ${name} takes what the worker delivers, and nothing forged or old`, async t => {
    const command = await find(t);
    if (command === undefined) return void t.pass('', { skip: `there is no ${name} on this machine` });
    const { url, printed, prints } = await startReceiver(t, command);
    const { startIngress, startWorker } = await startWithWebhooks(t, { example: url });
    const [{ pusher }] = await Promise.all([startIngress(), startWorker()]);
    await pusher.push(text('oFollower', '你好'));
    const [, data = ''] = await prints(/^\S+ text (\{.*\})$/);
    t.match(JSON.parse(data), { push: { content: '你好', fromUserName: 'oFollower' } });

    const before = printed.length;
    t.equal(await post(url), 204);
    t.equal(await post(url), 204, 'what comes again is taken');
    t.equal(printed.length, before + 1, 'and has no second effect');
    const refused: Readonly<Record<string, Parameters<typeof post>[1]>> = {
      'another key': { id: 'a', key: Buffer.alloc(32, 'c') },
      'another body': { id: 'b', body: BODY.replace('text', 'view') },
      'another id': { id: 'c', headers: { 'webhook-id': 'd' } },
      'another time': { id: 'e', headers: { 'webhook-timestamp': String(nowInSeconds() - 10) } },
      old: { id: 'f', at: nowInSeconds() - 600 },
      'of tomorrow': { id: 'g', at: nowInSeconds() + 600 },
      'no time': { id: 'h', headers: { 'webhook-timestamp': 'now' } },
      'no signature': { id: 'i', headers: { 'webhook-signature': '' } },
      'another version': { id: 'j', headers: { 'webhook-signature': 'v1a,AAAA' } },
    };
    for (const [title, forgery] of Object.entries(refused)) t.equal(await post(url, forgery), 401, title);
    t.equal(printed.length, before + 1);
  });
}
