import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import t from 'tap';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

function run(t: Test, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [main], { env, stdio: 'pipe' });
  t.teardown(() => child.kill('SIGKILL'));
  return child;
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`the process says where it listens, plays, and ends with 0 on ${signal}`, async t => {
    const child = run(t, { PORT: '0', WECHAT_APP_ID: 'wxmain', WECHAT_APP_SECRET: 's', PLAYED_AUTO_FOLLOW: 'oAuto' });
    const [line] = await once(child.stdout, 'data');
    const url = /http:\S+/.exec(String(line))?.[0];
    t.match(String(line), /^played WeChat for wxmain listens on http:\/\/127\.0\.0\.1:\d+\n$/);

    const credentials = 'grant_type=client_credential&appid=wxmain&secret=s';
    const token = await (await fetch(`${url}/cgi-bin/token?${credentials}`)).json();
    const query = `access_token=${(token as { access_token: string }).access_token}&openid=oAuto1`;
    t.match(await (await fetch(`${url}/cgi-bin/user/info?${query}`)).json(), { subscribe: 1, openid: 'oAuto1' });

    child.kill(signal);
    t.same(await once(child, 'exit'), [0, null]);
  });
}

t.test('a bad environment ends it with 1 and one line that names every wrong variable', async t => {
  const child = run(t, { PORT: 'many', WECHAT_APP_ID: '' });
  const [[code], errors] = await Promise.all([once(child, 'exit'), child.stderr.toArray()]);
  t.equal(code, 1);
  const message = Buffer.concat(errors).toString();
  t.match(message, /^played WeChat does not start: bad environment: [^\n]*\n$/);
  t.match(message, 'PORT');
  t.match(message, 'WECHAT_APP_ID');
});
