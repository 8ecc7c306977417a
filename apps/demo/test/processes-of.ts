import { readdirSync, readFileSync } from 'node:fs';

export const canListProcesses = process.platform === 'linux';

/**
 * The command lines of all processes that have this text, some unique folder, among their arguments or in their
 * environment; what a process starts inherits the latter. Zombies have neither.
 */
export function processesOf(text: string): string[] {
  const found: string[] = [];
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    const [command, environment] = [read(pid, 'cmdline'), read(pid, 'environ')];
    if (command.includes(text) || environment.includes(text)) found.push(`${pid} ${command.replaceAll('\0', ' ')}`);
  }
  return found;
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended, or is somebody else's
  }
}
