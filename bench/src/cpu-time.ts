import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in `/proc/PID/stat` a hundred times a second, on every architecture that Node runs on. */
const TICK_MICROSECONDS = 10_000;

/** The processor time that a process has used so far, in microseconds; undefined where the system does not tell. */
export function cpuTime(pid: number): number | undefined {
  try {
    return fromSchedulerStatistics(pid);
  } catch {
    // not every kernel keeps them
  }
  try {
    return fromTicks(pid);
  } catch {
    return undefined;
  }
}

/** In nanoseconds, but a file a thread: garbage collection has threads of its own. */
function fromSchedulerStatistics(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const thread of readdirSync(tasks)) {
    nanoseconds += Number(readFileSync(`${tasks}/${thread}/schedstat`, 'utf8').split(' ')[0]);
  }
  if (!(nanoseconds > 0)) throw new Error('no scheduler statistics');
  return nanoseconds / 1_000;
}

function fromTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The program's name comes in brackets and may hold spaces; utime and stime are the 12th and 13th after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
}

/** Starts counting; the returned function tells the microseconds of each process since then. */
export function stopwatchOf(
  pids: Readonly<Record<string, number>>,
): () => Readonly<Record<string, number | undefined>> {
  const begun = Object.entries(pids).map(([name, pid]) => ({ name, pid, before: cpuTime(pid) }));
  return () =>
    Object.fromEntries(
      begun.map(({ name, pid, before }) => {
        const now = cpuTime(pid);
        return [name, before === undefined || now === undefined ? undefined : now - before];
      }),
    );
}
