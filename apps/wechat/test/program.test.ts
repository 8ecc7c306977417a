import t from 'tap';
import { runWechat } from './run-wechat.js';

t.test('help tells what there is, and what is not understood ends with 2', async t => {
  const help = await runWechat(['--help']);
  t.match(help, { status: 0, stdout: /^Usage: wechat/ });
  t.match(await runWechat(['nonsense']), { status: 2, stderr: /unknown command 'nonsense'/ });
  t.match(await runWechat(['schema', '--nonsense']), { status: 2, stderr: /unknown option '--nonsense'/ });
});

t.test('schema prints the account file’s JSON schema', async t => {
  const { status, stdout } = await runWechat(['schema']);
  t.equal(status, 0);
  t.match(JSON.parse(stdout), { type: 'object', properties: { replies: {}, menu: {}, accounts: {} } });
});
