import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { InstallError, MissingToolError } from '../src/peers/errors.js';
import { findTool } from '../src/peers/find-tool.js';
import { PEERS } from '../src/peers/index.js';
import { mannersNotes } from '../src/peers/manners-notes.js';
import { runInstaller } from '../src/peers/run-installer.js';
import { skippedNote } from '../src/peers/start-peers.js';

const FOLDER = join(import.meta.dirname, '../../peers');

t.test('a tool is found on PATH, in the first folder where it can be run', async t => {
  const folders = [t.testdirName, import.meta.dirname, join(process.execPath, '..')];
  t.equal(findTool('node', 'get it', folders), join(process.execPath, '..', 'node'));
});

t.test('a peer whose tool is missing is skipped, and who reads the figures is told what would bring it', async t => {
  const look = () => findTool('mvn', 'install Maven', [t.testdirName]);
  t.throws(look, { code: 'TOOL_NOT_FOUND', name: 'MissingToolError' });
  t.equal(
    skippedNote('WxJava', new MissingToolError('mvn', 'install Maven')),
    'skipped WxJava: expected mvn on PATH, found none; install Maven',
  );
});

t.test('of an installation that fails the lines are told that say what went wrong', async t => {
  const run = (script: string) => runInstaller(['/bin/sh', '-c', script], { folder: t.testdirName });
  t.testdir();
  t.equal(await run('echo installed'), 'installed\n');
  const failures = [
    ['echo ERROR: no such version; echo see also; exit 1', 'ERROR: no such version'],
    ['echo error one >&2; echo error two >&2; echo advice >&2; exit 1', 'error one / error two'],
    ['echo working; echo timeout >&2; exit 1', 'timeout'],
    ['exit 1', 'nothing'],
  ] as const;
  for (const [script, reason] of failures) {
    const expected = new InstallError(`sh -c ${script}`, reason);
    t.equal(expected.code, 'INSTALL_FAILED');
    await t.rejects(run(script), expected);
  }
});

t.test('what was seen of the servers is told by who does it', async t => {
  const strict = { refusalStatus: 403, takesStale: false, takesReplays: false, answersRedelivery: true } as const;
  const notes = mannersNotes([
    ['strict', { ...strict, countsIn: 'seconds' }],
    ['careless', { ...strict, refusalStatus: undefined, takesStale: true, countsIn: 'milliseconds' }],
    ['quiet', { ...strict, refusalStatus: 200, takesStale: true, answersRedelivery: false, countsIn: 'seconds' }],
  ]);
  t.strictSame(notes, [
    'answer a text whose signature is wrong: careless',
    'refuse it, with status 200: quiet',
    'answer a text that was signed an hour ago: careless, quiet',
    'answer another text under a signature that was used: nobody',
    'do not answer a redelivery: quiet',
    'write CreateTime in milliseconds: careless',
  ]);
});

t.test('each folder of a peer is one that is measured, and is locked', async t => {
  t.strictSame(PEERS.map(({ folder }) => folder).sort(), readdirSync(FOLDER).sort());
  const locks = {
    'package.json': 'package-lock.json',
    'requirements.in': 'requirements.txt',
    'go.mod': 'go.mod',
    'pom.xml': 'pom.xml',
  };
  for (const { folder } of PEERS) {
    const lock = Object.entries(locks).find(([manifest]) => existsSync(join(FOLDER, folder, manifest)))?.[1];
    const text = readFileSync(join(FOLDER, folder, lock ?? 'none'), 'utf8');
    t.notOk(text.includes('"resolved"'), `${folder} is pinned whatever mirror it comes from`);
  }
});
