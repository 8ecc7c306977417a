import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { ask } from '../src/confirm.js';

t.test('only y and yes are a yes, and who goes away says no', async t => {
  const answers: readonly [typed: string, isYes: boolean][] = [
    ['y\n', true],
    [' YES \n', true],
    ['\n', false],
    ['n\n', false],
    ['yesterday\n', false],
    ['', false],
  ];
  for (const [typed, isYes] of answers) {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = ask('Apply this?', { input, output });
    input.end(typed);
    t.equal(await answer, isYes, JSON.stringify(typed));
    output.end();
    t.match(await text(output), /^Apply this\? \[y\/N] /);
  }
});
