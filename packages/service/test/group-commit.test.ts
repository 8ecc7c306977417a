import t from 'tap';
import { type GroupCommitOptions, groupCommit } from '../src/index.js';

/** A store whose commits end when they are told to. */
function playStore(options: Partial<GroupCommitOptions> = {}) {
  const commits: { items: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const commitAll = groupCommit<number, string>(
    { most: 100, onFailure: () => 'all', ...options },
    items => new Promise((end, fail) => commits.push({ items, end: () => end(items.map(String)), fail })),
  );
  return { commits, commitAll, commit: (item: number) => commitAll([item]) };
}

const turn = () => new Promise(resolve => setImmediate(resolve));

t.test('the first is committed at once, what comes meanwhile together', async t => {
  const { commits, commit } = playStore();
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
  const { commits, commit } = playStore({ most: 3 });
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
  const { commits, commit } = playStore();
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
  const { commits, commit } = playStore({ most: 2 });
  const doomed = [1, 2, 3, 4, 5].map(commit);
  commits[0]?.fail(new Error('no answer'));
  for (const { status } of await Promise.allSettled(doomed)) t.equal(status, 'rejected');
  t.equal(commits.length, 1);
  const next = commit(6);
  t.strictSame(commits[1]?.items, [6]);
  commits[1]?.end();
  await next;
});

const itemsOf = (commits: readonly { readonly items: readonly number[] }[]) => commits.map(({ items }) => items);

t.test('as many commits are under way as may be, and one more where it is full', async t => {
  const { commits, commit } = playStore({ most: 3, atOnce: waiting => (waiting >= 3 ? 3 : 2) });
  const all = [1, 2, 3, 4].map(commit);
  t.strictSame(itemsOf(commits), [[1], [2]]);
  all.push(commit(5));
  t.strictSame(itemsOf(commits), [[1], [2], [3, 4, 5]]);
  all.push(...[6, 7, 8].map(commit));
  t.equal(commits.length, 3, 'three are under way');
  commits[0]?.end();
  await turn();
  t.strictSame(itemsOf(commits).at(-1), [6, 7, 8], 'full again');
  all.push(commit(9));
  commits[1]?.end();
  await turn();
  t.equal(commits.length, 4, 'not full, and two are under way');
  for (const index of [2, 3, 4]) {
    commits[index]?.end();
    await turn();
  }
  await Promise.all(all);
  t.strictSame(itemsOf(commits).at(-1), [9]);
});

t.test('what somebody brings may be spread over commits, and is returned in its order', async t => {
  const { commits, commitAll } = playStore({ most: 3 });
  const [one, other] = [commitAll([1, 2]), commitAll([3, 4, 5, 6])];
  for (const index of [0, 1, 2]) {
    commits[index]?.end();
    await turn();
  }
  t.strictSame(itemsOf(commits), [[1, 2], [3, 4, 5], [6]]);
  t.strictSame(await one, ['1', '2']);
  t.strictSame(await other, ['3', '4', '5', '6']);
  t.strictSame(await commitAll([]), []);
});

t.test(
  'a failure that is the group’s own leaves those behind it alone, but for the rest of what its callers brought',
  async t => {
    const { commits, commit, commitAll } = playStore({ most: 2, onFailure: () => 'group' });
    const first = commit(0);
    const [doomed, other] = [commitAll([1, 2, 3]), commit(4)];
    commits[0]?.end();
    await first;
    await turn();
    commits[1]?.fail(new Error('refused'));
    await t.rejects(doomed, { message: 'refused' });
    await turn();
    t.strictSame(itemsOf(commits), [[0], [1, 2], [4]]);
    commits[2]?.end();
    t.strictSame(await other, ['4']);
  },
);

t.test('where one may be at fault, it is found, and fails alone', async t => {
  const commits: (readonly number[])[] = [];
  const commit = groupCommit<number, number>({ most: 100, onFailure: () => 'one' }, async items => {
    commits.push(items);
    if (items.includes(13)) throw new Error('thirteen');
    return items.map(item => item * 2);
  });
  const first = commit([0]);
  const callers = [[1, 2, 3], [4], [5, 13, 6], [7, 8], [9]].map(commit);
  await first;
  t.strictSame(
    (await Promise.allSettled(callers)).map(ended =>
      ended.status === 'fulfilled' ? ended.value : ended.reason.message,
    ),
    [[2, 4, 6], [8], 'thirteen', [14, 16], [18]],
  );
  t.ok(commits.length <= 7, 'by halves');
});
