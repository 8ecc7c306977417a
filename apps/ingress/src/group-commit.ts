interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Commits items in groups, as databases do: the first at once; what comes while a commit is under way goes into the
 * next, up to `most` items. The returned function resolves when its item's group has been committed, with what `commit`
 * returned for the item.
 *
 * A commit that fails takes everything that waits behind it along: with a store that does not answer, waiting for one
 * time-out after another would keep callers longer than they can wait.
 */
export function groupCommit<T, R>(
  most: number,
  commit: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let isUnderWay = false;

  async function commitAll(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const group = waiting.splice(0, most);
      try {
        const results = await commit(group.map(({ item }) => item));
        for (const [index, { resolve }] of group.entries()) resolve(results[index]!);
      } catch (error) {
        const behind = waiting;
        waiting = [];
        for (const { reject } of [...group, ...behind]) reject(error);
      }
    }
    isUnderWay = false;
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isUnderWay) void commitAll();
    });
}
