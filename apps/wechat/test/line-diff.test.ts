import fc from 'fast-check';
import t from 'tap';
import { lineDiff } from '../src/line-diff.js';

const shown = (from: string, to: string) => lineDiff([...from], [...to]).map(({ sign, line }) => sign + line);

t.test('a difference has as few changed lines as can be, the old before the new', async t => {
  t.strictSame(shown('abc', 'abc'), [' a', ' b', ' c']);
  t.strictSame(shown('abc', 'axc'), [' a', '-b', '+x', ' c']);
  t.strictSame(shown('', 'ab'), ['+a', '+b']);
  t.strictSame(shown('abcd', 'bd'), ['-a', ' b', '-c', ' d']);
  t.strictSame(shown('ab', 'cd'), ['-a', '-b', '+c', '+d']);
});

t.test('both texts can be read from it', async t => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c'));
  fc.assert(
    fc.property(text, text, (from, to) => {
      const diff = lineDiff(from, to);
      const without = (sign: string) => diff.filter(line => line.sign !== sign).map(({ line }) => line);
      t.strictSame(without('+'), from);
      t.strictSame(without('-'), to);
    }),
  );
});
