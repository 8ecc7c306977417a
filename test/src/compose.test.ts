import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { directoryForTest, freePort } from '@wechat-pipeline/local-servers';
import { click, createPusher, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import t, { type Test } from 'tap';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TOKEN = 'T0kenOfTheStack';
const APP_ID = 'wxstack0123456789';
const APP_SECRET = 'secretOfTheStack';
const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

// The first build fetches every dependency. Said to the root, as only its time is known to tap's runner.
t.setTimeout(15 * 60_000);

t.test('the stack of docker-compose.yml', { skip: await reasonToSkip() }, async t => {
  const [port, sessionPort] = [await freePort(), await freePort()];
  const { compose, up, upWith } = await startStack(t, port, sessionPort);
  const pusher = createPusher({ url: `http://127.0.0.1:${port}/wechat`, token: TOKEN, originalId: 'gh_0123456789ab' });

  async function profileOf(openid: string): Promise<Record<string, unknown> | null> {
    const query = `JSON.stringify(db.profiles.findOne({ _id: '${APP_ID}:${openid}' }))`;
    return JSON.parse(await compose('exec', '-T', 'mongo', 'mongosh', '--quiet', 'wechat', '--eval', query));
  }
  /** The processes' containers, as the engine sees them. */
  async function inspect(...services: string[]): Promise<Container[]> {
    const ids = (await compose('ps', '-a', '-q', ...services)).split('\n');
    return JSON.parse(await run('docker', ['inspect', ...ids]));
  }
  /** What a line of JavaScript prints in a service's container. */
  const evaluate = (service: string, script: string) => compose('exec', '-T', service, 'node', '-e', script);

  await t.test('a follower’s life goes through the published port into MongoDB', async t => {
    t.equal(await pusher.handshake(), true);
    t.match((await pusher.push(subscribe('oStackAlice'))).answer, { status: 200, body: 'success' });
    await until('Alice is a follower', async () => (await profileOf('oStackAlice'))?.subscribed === true);

    t.match((await pusher.push(text('oStackAlice', '你好'))).answer, { status: 200, body: '编辑@+您想说的话' });

    t.match((await pusher.push(view('oStackAlice', 'https://example.com/a'))).answer, { status: 200 });
    await until('Alice’s page is counted', async () => (await profileOf('oStackAlice'))?.viewCount === 1);

    t.match((await pusher.push(unsubscribe('oStackAlice'))).answer, { status: 200 });
    await until('Alice has left', async () => (await profileOf('oStackAlice'))?.subscribed === false);
    const tombstone = ['_id', 'appId', 'lastEventAt', 'openid', 'purgeAt', 'subscribed'];
    t.same(Object.keys((await profileOf('oStackAlice')) ?? {}).sort(), tombstone);
  });

  await t.test('/enter through the published port leads to WeChat, and from there back to that port', async t => {
    const site = `http://127.0.0.1:${sessionPort}`;
    const entered = await fetch(`${site}/enter?to=/page`, { redirect: 'manual' });
    t.equal(entered.status, 302);
    const { origin, pathname, searchParams } = new URL(entered.headers.get('location') ?? '');
    t.equal(origin + pathname, 'https://open.weixin.qq.com/connect/oauth2/authorize');
    t.equal(searchParams.get('redirect_uri'), `${site}/callback?to=${encodeURIComponent(`${site}/page`)}`);
    t.equal((await fetch(`${site}/me`)).status, 401);
    t.equal((await fetch(`${site}/readyz`)).status, 200, 'it reaches Redis and MongoDB');
  });

  await t.test('from the outside there are two ports, and neither metrics nor a server’s name on them', async t => {
    const published = (await inspect()).flatMap(({ NetworkSettings: { Ports } }) =>
      Object.entries(Ports).flatMap(([inside, outside]) =>
        (outside ?? []).map(({ HostPort }) => `${inside}=${HostPort}`),
      ),
    );
    t.same([...new Set(published)].sort(), [`3000/tcp=${port}`, `3001/tcp=${sessionPort}`]);

    for (const { status, headers } of [
      await fetch(`http://127.0.0.1:${port}/metrics`),
      await fetch(`http://127.0.0.1:${sessionPort}/metrics`),
    ]) {
      t.equal(status, 404);
      t.equal(headers.get('server'), null);
    }
  });

  await t.test('from the backend network metrics can be asked for, of ingress, session and each worker', async t => {
    // What dns_sd_configs of Prometheus does: an address of each container by that name.
    const ask = (service: string, port: number) => `
      const status = address => fetch('http://' + address + ':${port}/metrics').then(answer => answer.status);
      dns.promises.resolve4('${service}').then(all => Promise.all(all.map(status))).then(all => console.log(...all));`;
    t.equal(await evaluate('worker', ask('ingress', 9464)), '200');
    t.equal(await evaluate('worker', ask('session', 9466)), '200');
    t.equal(await evaluate('ingress', ask('worker', 9465)), '200 200');
  });

  await t.test('all processes run as nobody special on a file system that they cannot write', async t => {
    const attempt = `
      let failure;
      try { fs.writeFileSync('/app/new', ''); } catch ({ code }) { failure = code; }
      console.log(process.getuid(), fs.statSync('/proc/1').uid, failure);`;
    for (const service of ['ingress', 'session', 'worker']) {
      t.equal(await evaluate(service, attempt), '1000 1000 EROFS', service);
    }
    for (const { HostConfig } of await inspect()) {
      t.match(HostConfig, { ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'] });
    }
  });

  await t.test('each process is told only the secrets that it needs', async t => {
    const secretsOf = async (service: string) =>
      (await inspect(service))[0]?.Config.Env.map(entry => entry.slice(entry.indexOf('=') + 1)).filter(value =>
        [TOKEN, APP_SECRET].includes(value),
      );
    t.same(await secretsOf('ingress'), [TOKEN]);
    t.same(await secretsOf('worker'), [APP_SECRET]);
    t.same(await secretsOf('session'), [APP_SECRET]);
  });

  await t.test('stopped and started again it has forgotten nothing, nor what it has already counted', async t => {
    await pusher.push(subscribe('oStackBob'));
    const opened = view('oStackBob', 'https://example.com/b');
    await pusher.push(opened);
    await until('Bob’s page is counted', async () => (await profileOf('oStackBob'))?.viewCount === 1);

    await compose('stop');
    for (const { Name, State } of await inspect('ingress', 'session', 'worker'))
      t.equal(State.ExitCode, 0, `${Name} ended with 0`);

    await up('--no-build');
    t.match(await profileOf('oStackBob'), { subscribed: true, viewCount: 1 });
    t.match((await pusher.push(opened)).answer, { status: 200, body: 'success' });
    await pusher.push(view('oStackBob', 'https://example.com/c'));
    await until('Bob’s next page', async () => (await profileOf('oStackBob'))?.lastViewUrl === 'https://example.com/c');
    t.match(await profileOf('oStackBob'), { viewCount: 2 });
  });

  await t.test(
    'with an account file it answers as that says, for every account in it, also when it is changed',
    async t => {
      const accounts = join(await directoryForTest(t, 'stack'), 'accounts'); // the folder above is open to nobody else
      mkdirSync(accounts);
      const save = (answer: string) => {
        const shop = '{ name: shop, appId: wxshop, token: { file: token }, appSecret: { env: SHOP_APP_SECRET } }';
        const keywords = `[{ exact: hours, text: ${answer} }, { prefix: '@', suggestion: true, text: thanks }]`;
        writeFileSync(join(accounts, 'new.yml'), `replies: { keywords: ${keywords} }\naccounts: [${shop}]\n`);
        renameSync(join(accounts, 'new.yml'), join(accounts, 'account.yml'));
      };
      save('from nine to five');
      writeFileSync(join(accounts, 'token'), 'T0kenOfTheShop');
      writeFileSync(join(accounts, 'ingress.env'), `SHOP_KEY=${AES_KEY}`);
      for (const name of ['worker', 'session']) {
        writeFileSync(join(accounts, `${name}.env`), 'SHOP_APP_SECRET=secretOfTheShop');
      }
      await upWith(accounts);
      const answers = async (content: string) => (await pusher.push(text('oStackBob', content))).reply;
      t.match(await answers('hours'), '<![CDATA[from nine to five]]>');
      t.match(await answers('@longer hours'), '<![CDATA[thanks]]>');
      const suggested = 'JSON.stringify(db.suggestions.find({ openid: "oStackBob" }).toArray())';
      await until('the suggestion is stored', async () =>
        (await compose('exec', '-T', 'mongo', 'mongosh', '--quiet', 'wechat', '--eval', suggested)).includes(
          '@longer hours',
        ),
      );
      const shop = createPusher({
        url: `http://127.0.0.1:${port}/wechat/shop`,
        token: 'T0kenOfTheShop',
        originalId: 'gh_shop',
      });
      t.equal(await shop.handshake(), true);
      t.match((await shop.push(text('oShopBob', 'hours'))).reply, '编辑@+您想说的话,我们可以收到');

      t.match(await (await fetch(`http://127.0.0.1:${sessionPort}/shop/me`)).json(), { error: 'no_follower' });

      save('day and night');
      await until('the change counts', async () => (await answers('hours'))?.includes('day and night') === true);
    },
  );

  await t.test('it runs the handlers of the folder that is mounted, which find what they import', async t => {
    const folder = await directoryForTest(t, 'stack');
    const [accounts, handlers] = [join(folder, 'accounts'), join(folder, 'handlers')];
    for (const path of [accounts, join(handlers, 'node_modules/greeting')]) mkdirSync(path, { recursive: true });
    for (const name of ['ingress.env', 'session.env', 'worker.env']) writeFileSync(join(accounts, name), '');
    writeFileSync(join(handlers, 'node_modules/greeting/index.js'), `module.exports = 'good morning';`);
    const source = `
      import { defineHandler } from '@wechat-pipeline/handlers';
      import { subjectOf } from '@wechat-pipeline/wechat-core';
      import greeting from 'greeting';
      export default defineHandler('click', ({ push, log }) => log.info({ greeting, of: typeof subjectOf(push) }, 'handled'));`;
    writeFileSync(join(handlers, 'click.js'), source);
    writeFileSync(join(accounts, 'account.yml'), 'replies: {}');
    await upWith(accounts, { HANDLERS_DIR: 'handlers' }, [`${handlers}:/app/handlers:ro`]);
    t.match((await pusher.push(click('oStackBob', 'HELP'))).answer, { status: 200, body: 'success' });
    await until('it is handled', async () =>
      /"greeting":"good morning","of":"string","msg":"handled"/.test(await compose('logs', '--no-color', 'worker')),
    );
  });

  await t.test('the command line runs in it', async t => {
    t.match(JSON.parse(await compose('run', '--rm', '-T', 'cli', 'schema')), { type: 'object' });
  });
});

/** What of `docker inspect` is looked at here. */
interface Container {
  readonly Name: string;
  readonly State: { readonly ExitCode: number };
  readonly Config: { readonly Env: readonly string[] };
  readonly HostConfig: object;
  readonly NetworkSettings: { readonly Ports: Record<string, readonly { readonly HostPort: string }[] | null> };
}

/** Builds and starts the stack as a project of its own, and removes it with its volumes and images after the test. */
async function startStack(t: Test, port: number, sessionPort: number) {
  // No .env of a developer's counts.
  const project = ['-p', `wechat-pipeline-test-${randomUUID().slice(0, 8)}`, '--env-file', '/dev/null'];
  const options = ['compose', '--progress', 'plain', ...project, '--profile', 'played'];
  const variables = {
    WECHAT_TOKEN: TOKEN,
    WECHAT_APP_ID: APP_ID,
    WECHAT_APP_SECRET: APP_SECRET,
    WECHAT_API_URL: 'http://wechat:8088',
    PORT: String(port),
    SESSION_PORT: String(sessionPort),
  };
  const compose = (...args: string[]) => run('docker', [...options, ...args], variables);
  const up = (build: string) => compose('up', '-d', '--wait', '--scale', 'worker=2', build);

  /** The same with a folder in the place of ./accounts, which is the developer's, and perhaps more variables and mounts. */
  const upWith = async (accounts: string, more: Record<string, string> = {}, mounted: readonly string[] = []) => {
    const volumes = [`${accounts}:/app/accounts:ro`, ...mounted];
    const service = (name: string) => ({ volumes, env_file: [`${accounts}/${name}.env`] });
    const services = { ingress: service('ingress'), session: service('session'), worker: service('worker') };
    const override = join(accounts, '..', 'override.yml');
    writeFileSync(override, JSON.stringify({ services })); // JSON is YAML
    const files = ['-f', join(ROOT, 'docker-compose.yml'), '-f', override];
    const args = [...options, ...files, 'up', '-d', '--wait', '--scale', 'worker=2', '--no-build'];
    await run('docker', args, { ...variables, ...more, ACCOUNT_FILE: 'accounts/account.yml' });
  };

  const down = ['down', '-v', '--remove-orphans', '--rmi', 'local', '--timeout', '5'];
  /** For a process that is ended in the middle, by Ctrl-C or by tap, which then runs no teardown. */
  const downAlone = () =>
    void spawn('docker', [...options, ...down], {
      cwd: ROOT,
      env: environment(variables),
      detached: true,
      stdio: 'ignore',
    });
  process.once('exit', downAlone);
  process.once('SIGINT', () => process.exit(130));
  t.teardown(async () => {
    try {
      if (!t.passing()) t.comment(await compose('logs', '--no-color', '--tail', '50'));
    } finally {
      await compose(...down);
      process.off('exit', downAlone);
    }
  });
  await up('--build');
  return { compose, up, upWith };
}

async function reasonToSkip(): Promise<string | false> {
  if (process.env.COMPOSE_TEST !== '1') return 'takes minutes: COMPOSE_TEST=1 runs it';
  try {
    await run('docker', ['compose', 'version']);
  } catch {
    return 'there is no `docker compose` here';
  }
  try {
    await run('docker', ['info']);
  } catch {
    return 'no Docker engine answers here';
  }
  return false;
}

/** What the command writes to stdout; throws with what it wrote to stderr. */
function run(command: string, args: readonly string[], variables: Record<string, string> = {}): Promise<string> {
  const env = environment(variables);
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd: ROOT, env, maxBuffer: 64 * 1_024 * 1_024 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${command} ${args.join(' ')}: ${stderr.slice(-4_000)}`));
      else resolve(stdout.trim());
    });
  });
}

/** What docker needs of the environment, but nothing that is meant for our programs. */
function environment(variables: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG } = process.env;
  return { PATH, HOME, DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, ...variables };
}

/** Waits for a condition, not for a time; throws when it does not come about. */
async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never came about: ${what}`);
    await pause(100);
  }
}
