import t from 'tap';
import { createLog, describeError } from '../src/index.js';

t.test('a log line is JSON with level, time, program and message', async t => {
  const lines: string[] = [];
  createLog('ingress', 'info', { write: line => void lines.push(line) }).info({ kind: 'text' }, 'push');
  t.match(JSON.parse(lines[0] ?? ''), {
    level: 'info',
    name: 'ingress',
    kind: 'text',
    msg: 'push',
    time: /^\d{4}-.*Z$/,
  });
});

t.test('of an error no more is told than name, code, message and stack', async t => {
  const cause = Object.assign(new Error('ERR full'), {
    name: 'ReplyError',
    command: { args: ['what a follower wrote'] },
  });
  const error = Object.assign(new Error('not taken', { cause }), { code: 'full', data: 'what a follower wrote' });
  const described = describeError(error);
  t.match(described, { name: 'Error', code: 'full', message: 'not taken', cause: { name: 'ReplyError' } });
  t.notMatch(JSON.stringify(described), /follower/);
});

t.test('what MongoDB quotes of a document is left out', async t => {
  const error = new Error('E11000 duplicate key error index: _id_ dup key: { _id: "wx:oFollower" }');
  error.name = 'MongoBulkWriteError';
  t.notMatch(JSON.stringify(describeError(error)), /oFollower/);
  t.match(describeError(error).message, /^E11000 duplicate key error/);
});

t.test('what looks like a secret is never written', async t => {
  const lines: string[] = [];
  const log = createLog('worker', 'trace', { write: line => void lines.push(line) });
  log.info({ secret: 'hush', answer: { access_token: 'hush' }, token: 'hush', push: { content: 'hush' } }, 'oops');
  t.notMatch(lines.join(), /hush/);
});
