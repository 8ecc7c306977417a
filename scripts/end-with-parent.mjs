import { readFileSync } from 'node:fs';

const POLL_MILLISECONDS = 500;
const SHELL = /^(?:ba|da|a|z|k)?sh$/;

/**
 * Sends SIGTERM to this process when who started it is gone. npm passes no signal on, and after a `kill -9` of it nobody
 * would end us. npm may have started us through a shell, which outlives it: then npm, too, is watched.
 */
export function endWithParent() {
  const parent = process.ppid;
  const npm = process.env.npm_lifecycle_event && SHELL.test(stat(parent)?.name ?? '') ? stat(parent)?.ppid : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || stat(parent)?.ppid === npm)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, POLL_MILLISECONDS);
  timer.unref();
}

/** Of a process: its name and its parent. Where there is no /proc (macOS), sh is bash, which makes way for us. */
function stat(pid) {
  try {
    const [, name, rest] = /^\d+ \((.*)\) \S (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return { name, ppid: Number.parseInt(rest, 10) };
  } catch {
    return undefined;
  }
}
