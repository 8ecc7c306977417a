/** What a commit that failed means for whom: nobody but its callers, those who wait behind it as well, or perhaps one caller only. */
export type Failure = 'group' | 'all' | 'one';

export interface GroupCommitOptions {
  /** Items in a commit. */
  readonly most: number;
  /** How many commits may be under way for one more to begin while so many items wait for it; one by default. */
  readonly atOnce?: (waiting: number) => number;
  /**
   * - `group`: its callers are told of the error;
   * - `all`: all who wait behind it are told, too. With a store that does not answer, waiting for one time-out after another would
   *   keep them longer than they can wait;
   * - `one`: what one caller brought may be at fault. Half of the callers and the other half are committed anew, until who is
   *   at fault stands alone. A commit must bear that part of it is made again.
   */
  readonly onFailure: (error: unknown) => Failure;
}

/** Commits these items, and returns what became of each. An error is the caller's that has brought them. */
export type GroupCommit<T, R> = (items: readonly T[]) => Promise<readonly R[]>;

/** Somebody who waits for all of their items. */
interface Caller<R> {
  readonly results: R[];
  left: number;
  readonly resolve: (results: readonly R[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Waiting<T, R> {
  readonly item: T;
  /** Which of the caller's. */
  readonly index: number;
  readonly caller: Caller<R>;
}

/**
 * Commits items in groups, as databases do: the first at once; what comes while as many commits are under way as may be goes into the
 * next, up to `most` items. A caller's items may be spread over several commits. No timer is set: whoever comes when there is
 * little to do waits for nobody.
 */
export function groupCommit<T, R>(
  { most, atOnce = () => 1, onFailure }: GroupCommitOptions,
  commit: (items: readonly T[]) => Promise<readonly R[]>,
): GroupCommit<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let underWay = 0;

  function begin(): void {
    while (waiting.length > 0 && underWay < atOnce(waiting.length)) {
      underWay += 1;
      void commitGroup(waiting.splice(0, most)).finally(end);
    }
  }

  function end(): void {
    underWay -= 1;
    begin();
  }

  async function commitGroup(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await commit(group.map(({ item }) => item));
      for (const [position, { caller, index }] of group.entries()) settle(caller, index, results[position]!);
    } catch (error) {
      const failure = onFailure(error);
      const middle = failure === 'one' ? middleOf(group) : undefined;
      if (middle === undefined) fail(failure === 'all' ? [...group, ...waiting] : group, error);
      else await Promise.all([commitGroup(group.slice(0, middle)), commitGroup(group.slice(middle))]);
    }
  }

  /** Nothing of theirs is committed any more for who has been told of an error. */
  function fail(group: readonly Waiting<T, R>[], error: unknown): void {
    const failed = new Set(group.map(({ caller }) => caller));
    waiting = waiting.filter(({ caller }) => !failed.has(caller));
    for (const { reject } of failed) reject(error);
  }

  return items =>
    new Promise((resolve, reject) => {
      if (items.length === 0) return resolve([]);
      const caller: Caller<R> = { results: new Array(items.length), left: items.length, resolve, reject };
      for (const [index, item] of items.entries()) waiting.push({ item, index, caller });
      begin();
    });
}

function settle<R>(caller: Caller<R>, index: number, result: R): void {
  caller.results[index] = result;
  caller.left -= 1;
  if (caller.left === 0) caller.resolve(caller.results);
}

/** Where the group can be taken apart without parting a caller's items; undefined: they are all of one. */
function middleOf<T, R>(group: readonly Waiting<T, R>[]): number | undefined {
  const borders = group.flatMap(({ caller }, index) =>
    index > 0 && caller !== group[index - 1]!.caller ? [index] : [],
  );
  const isCloser = (one: number, other: number) =>
    Math.abs(one - group.length / 2) < Math.abs(other - group.length / 2);
  return borders.length === 0 ? undefined : borders.reduce((best, border) => (isCloser(border, best) ? border : best));
}
