import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A zombie is not alive: after its parent's death it is up to init when it is reaped. */
export function isAlive(pid: number): boolean {
  const state = process.platform === 'linux' ? stateFromProc(pid) : stateFromPs(pid);
  return state !== '' && !state.startsWith('Z');
}

/** One letter, e.g. `T` for stopped; empty when there is no such process. `ps` is missing in slim images. */
export function stateFromProc(pid: number): string {
  try {
    // "pid (name) state …", where the name may have brackets too
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.charAt(0) ?? '';
  } catch {
    return '';
  }
}

function stateFromPs(pid: number): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}
