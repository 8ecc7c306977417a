import { promisify } from 'node:util';
import t from 'tap';
import { groupCommit } from '../src/group-commit.js';

/** A store whose commits end when they are told to. */
function playStore(most: number) {
  const commits: { items: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const committing = groupCommit<number, string>(
    most,
    items => new Promise((end, fail) => commits.push({ items, end: () => end(items.map(String)), fail })),
  );
  const wait = promisify(committing);
  return { commits, commit: (item: number) => wait(item) };
}

const turn = () => new Promise(resolve => setImmediate(resolve));

t.test('the first is committed at once, what comes meanwhile together', async t => {
  const { commits, commit } = playStore(100);
  const first = commit(1);
  const others = [commit(2), commit(3)];
  t.strictSame(
    commits.map(({ items }) => items),
    [[1]],
  );
  commits[0]?.end();
  await first;
  await turn();
  t.strictSame(
    commits.map(({ items }) => items),
    [[1], [2, 3]],
  );
  commits[1]?.end();
  await Promise.all(others);
  const last = commit(4);
  t.strictSame(commits.at(-1)?.items, [4], 'and then at once again');
  commits.at(-1)?.end();
  await last;
});

t.test('no group is larger than the most, and the order stays', async t => {
  const { commits, commit } = playStore(3);
  const all = Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(commit));
  for (let index = 0; index < 4; index += 1) {
    commits[index]?.end();
    await turn();
  }
  await all;
  t.strictSame(
    commits.map(({ items }) => items),
    [[1], [2, 3, 4], [5, 6, 7], [8]],
  );
});

t.test('nobody is told of success before the commit has ended', async t => {
  const { commits, commit } = playStore(100);
  let isDone = false;
  const first = commit(1).then(() => {
    isDone = true;
  });
  await turn();
  t.notOk(isDone);
  commits[0]?.end();
  await first;
  t.ok(isDone);
});

t.test('a failure takes along what waits behind it, and the next begins anew', async t => {
  const { commits, commit } = playStore(2);
  const doomed = [1, 2, 3, 4, 5].map(commit);
  commits[0]?.fail(new Error('no answer'));
  for (const { status } of await Promise.allSettled(doomed)) t.equal(status, 'rejected');
  t.equal(commits.length, 1);
  const next = commit(6);
  t.strictSame(commits[1]?.items, [6]);
  commits[1]?.end();
  await next;
});
