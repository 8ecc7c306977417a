interface Waiting<T, R> {
  readonly item: T;
  readonly done: Done<R>;
}

/** Is told once of what became of an item, or why that cannot be said. It must not throw. */
export type Done<R> = (error: unknown, result?: R) => void;

/**
 * Commits items in groups, as databases do: the first at once; what comes while a commit is under way goes into the
 * next, up to `most` items.
 *
 * A commit that fails takes everything that waits behind it along: with a store that does not answer, waiting for one
 * time-out after another would keep callers longer than they can wait.
 *
 * Workers commit with the group commit of `packages/service`. This one is for what comes by the ten thousand in a second: there
 * is no promise for each item, which would cost a push more than all that is read in it.
 */
export function groupCommit<T, R>(
  most: number,
  commit: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T, done: Done<R>) => void {
  let waiting: Waiting<T, R>[] = [];
  let isUnderWay = false;

  async function commitAll(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, most);
      const results = await commit(group.map(({ item }) => item)).catch(error => void failAll(group, error));
      if (results) for (const [index, { done }] of group.entries()) done(undefined, results[index]);
    }
    isUnderWay = false;
  }

  function failAll(group: readonly Waiting<T, R>[], error: unknown): void {
    const behind = waiting;
    waiting = [];
    for (const { done } of [...group, ...behind]) done(error);
  }

  return (item, done) => {
    waiting.push({ item, done });
    if (!isUnderWay) void commitAll();
  };
}
