import { type ChildProcess, spawn } from 'node:child_process';
import { inherited } from './env.js';

/**
 * The guard of one child (see spawn-tied.ts for why there is one). It blocks on its standard input, whose other end
 * only our process holds: end of file means that our process is gone, however it went. Then it does what our process
 * would have done: SIGTERM, a time of grace, SIGKILL.
 *
 * - SIGCONT after SIGTERM: a stopped process takes no SIGTERM before it goes on. SIGKILL works on a stopped one too.
 * - SIGKILL goes to the process group, so that nothing the child has started outlives it.
 * - HUP, INT and TERM are ignored: only end of file, or SIGKILL, ends a guard.
 * - POSIX sh only: it runs on Linux, macOS and BusyBox. POSIX's `sleep` knows whole seconds only; where a tenth is
 *   refused, a second is slept instead.
 * - A zombie, for which `kill -s 0` still works, has ended: in many a container nobody reaps it. macOS has no /proc, but
 *   an init that reaps at once.
 */
const GUARD = `
trap '' HUP INT TERM
while read -r ignored; do :; done
kill -s TERM "$1"
kill -s CONT "$1"
lives() {
  kill -s 0 "$1" || return 1
  if read -r stat < "/proc/$1/stat"; then case $stat in *') Z '*) return 1 ;; esac; fi
}
tenths=$(($2 * 10))
while [ "$tenths" -gt 0 ] && lives "$1"; do
  if sleep 0.1; then tenths=$((tenths - 1)); else sleep 1; tenths=$((tenths - 10)); fi
done
kill -s KILL -- "-$1"
`;

/** Starts the guard of the process `pid`, a leader of its own process group. */
export function startGuard(pid: number, graceSeconds: number): ChildProcess {
  const guard = spawn('/bin/sh', ['-c', GUARD, 'guard', String(pid), String(Math.ceil(graceSeconds))], {
    // A session of its own: a terminal's Ctrl-C and a kill of our process group must not take the guard along.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    // It keeps no folder busy, and finds `sleep` even where our own PATH has been emptied.
    cwd: '/',
    env: { PATH: `${inherited.PATH ?? ''}:/usr/bin:/bin` },
  });
  // A guard alone keeps no process up.
  guard.unref();
  if (guard.stdin !== null && 'unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref();
  // Its end is noticed by 'exit'; a broken pipe says nothing more.
  guard.stdin?.on('error', () => {});
  return guard;
}
