import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Test } from 'tap';
import { isAlive } from './is-alive.js';
import { until } from './until.js';

export interface Parent {
  readonly process: ChildProcess;
  /** what it wrote in its first line */
  readonly told: Readonly<Record<string, number>>;
  /** its next line */
  nextLine(): Promise<string>;
  /** writes a line to its standard input */
  order(line: string): void;
}

/** Starts one of the programs in test/programs as the leader of a process group, and reads its first line, JSON. */
export async function startParent(t: Test, program: string, args: readonly string[]): Promise<Parent> {
  const path = fileURLToPath(new URL(`./programs/${program}.js`, import.meta.url));
  const parent = spawn(process.execPath, [path, ...args], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: parent.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await lines.next()).value);
  const told: Record<string, number> = JSON.parse(await nextLine());
  t.teardown(async () => {
    if (parent.exitCode === null && parent.signalCode === null) {
      const exited = once(parent, 'exit');
      parent.kill('SIGKILL');
      await exited;
    }
    if (told.bystander !== undefined) process.kill(told.bystander, 'SIGKILL');
    await until('no child is left behind', () => [told.pid, told.guardPid].every(pid => !pid || !isAlive(pid)));
  });
  return { process: parent, told, nextLine, order: line => void parent.stdin.write(`${line}\n`) };
}
