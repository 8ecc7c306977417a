import { type ChildProcess, type StdioPipe, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { inherited } from './env.js';
import { startGuard } from './start-guard.js';

// How a child is made to end with this process, even when that gets SIGKILL and can do nothing any more.
//
// Two children of ours, each the leader of a session of its own (a terminal's Ctrl-C reaches us alone, and we decide):
//
// - the program, started by a gate: a shell that waits for a word from us, then becomes the program (`exec`). So the pid
//   is the program's own, Node reports its real exit code and signal, and SIGINT is not ignored in it, as it would be in
//   what a shell runs in its background. Were we killed before the guard is there, the gate reads end of file and ends.
// - the guard (start-guard.ts), which waits for the end of a pipe that only we hold and then ends the program.
//   Node opens pipes close-on-exec, so no other child of ours keeps that pipe open.
//
// Both are reaped by Node, so there are no zombies while we live; afterwards init reaps them. While we live we do all
// ourselves: the program ends → the guard is killed; the guard is killed → there is another one.

const GATE = 'read -r go <&3 && exec "$@" 3<&-';

/** How a process ended: one of the two is null. 127: there is no such command; 126: it cannot be executed. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `pipe` hands the stream over, a number is an open file. */
export type TiedStream = 'pipe' | 'ignore' | 'inherit' | number;

export interface TiedOptions {
  readonly cwd?: string;
  /** default: this process’s own */
  readonly env?: NodeJS.ProcessEnv;
  /** default: `ignore` */
  readonly stdin?: TiedStream;
  /** default: `pipe`; a stream that nobody reads blocks the child in the end */
  readonly stdout?: TiedStream;
  /** default: `pipe` */
  readonly stderr?: TiedStream;
  /** seconds between SIGTERM and SIGKILL; default: 10 */
  readonly graceSeconds?: number;
}

export interface TiedProcess {
  /** the program's own pid; it also leads a process group of this number */
  readonly pid: number;
  /** the guard's pid; another one when the guard had to be replaced */
  readonly guardPid: number | undefined;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** resolves when the program and its guard are gone, never rejects */
  readonly exited: Promise<Exit>;
  /** sends a signal to the program alone; false when it is gone */
  kill(signal: NodeJS.Signals): boolean;
  /** SIGTERM, and after the time of grace SIGKILL to all of its process group; can be called again */
  stop(): Promise<Exit>;
}

/** Starts a program that ends when this process ends, however it ends. */
export function spawnTied(command: string, args: readonly string[], options: TiedOptions = {}): TiedProcess {
  const { cwd, env = inherited, stdin = 'ignore', stdout = 'pipe', stderr = 'pipe', graceSeconds = 10 } = options;
  const child = spawn('/bin/sh', ['-c', GATE, command, command, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    detached: true,
    stdio: [stdin, stdout, stderr, 'pipe' satisfies StdioPipe],
  });
  child.on('error', () => {}); // told by the missing pid, below
  const { pid } = child;
  if (pid === undefined) {
    throw new Error(
      `${command} could not be started: expected /bin/sh and the folder ${cwd ?? process.cwd()} to exist`,
    );
  }
  let guard: ChildProcess;
  const keepGuarded = () => {
    guard = startGuard(pid, graceSeconds);
    guard.on('error', () => child.kill('SIGKILL')); // better no program than one that could outlive us
    guard.once('exit', () => isRunning(child) && keepGuarded());
  };
  keepGuarded();

  const exited = new Promise<Exit>(resolve => {
    child.once('exit', (code, signal) => {
      killGroup(pid); // whatever it has left behind
      if (!isRunning(guard)) return resolve({ code, signal });
      guard.ref(); // whoever waits for this promise is not left hanging by an empty event loop
      guard.once('exit', () => resolve({ code, signal }));
      guard.kill('SIGKILL');
    });
  });
  // The stream exists, it is asked for above; index 3 is only unknown to the types.
  const gate = child.stdio[3] as Writable;
  gate.on('error', () => {}); // the program has ended before it was let in
  gate.end('go\n');

  const stop = async (): Promise<Exit> => {
    child.kill('SIGTERM');
    child.kill('SIGCONT');
    const timer = setTimeout(() => isRunning(child) && killGroup(pid), graceSeconds * 1_000);
    const exit = await exited;
    clearTimeout(timer);
    return exit;
  };
  let stopping: Promise<Exit> | undefined;
  return {
    pid,
    get guardPid() {
      return guard.pid;
    },
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    kill: signal => child.kill(signal),
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // nobody is left in it
  }
}
