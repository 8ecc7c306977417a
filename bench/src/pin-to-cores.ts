import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { programFolders } from './env.js';

export interface Pinning {
  readonly isPinned: boolean;
  /** For the reader of the figures. */
  readonly note: string;
  /** What to put in front of the command of a server that is measured. */
  readonly prefix: readonly string[];
}

/**
 * Gives the first core to the server that is measured and moves this process to the second one; what it starts
 * without {@link Pinning.prefix}, such as Redis, stays there with it.
 */
export function pinToCores(): Pinning {
  const taskset = programFolders()
    .map(folder => join(folder, 'taskset'))
    .find(path => existsSync(path));
  if (taskset === undefined) return unpinned('there is no taskset on PATH');
  try {
    const [first, second] = coresOf(execFileSync(taskset, ['-cp', String(process.pid)], { encoding: 'utf8' }));
    if (first === undefined || second === undefined) return unpinned('there is one core only');
    execFileSync(taskset, ['-acp', String(second), String(process.pid)], { stdio: 'ignore' });
    return {
      isPinned: true,
      note: `the server measured on core ${first}, everything else on core ${second}`,
      prefix: [taskset, '-c', String(first)],
    };
  } catch {
    return unpinned('taskset is refused here');
  }
}

function unpinned(why: string): Pinning {
  return { isPinned: false, note: `NOT pinned to cores, expect more noise: ${why}`, prefix: [] };
}

/** Reads `pid 1's current affinity list: 0,2-5`. */
function coresOf(answer: string): readonly number[] {
  const list = answer.slice(answer.lastIndexOf(':') + 1).trim();
  return list.split(',').flatMap(range => {
    const [from, to = from] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
