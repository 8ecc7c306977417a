import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type Exit, spawnTied } from '@wechat-pipeline/local-servers';
import type { Closing } from './closing.js';
import { programEnv } from './env.js';
import { Failure } from './failure.js';
import { describeLogEntry, type LogEntry, parseLogEntry } from './log-entry.js';

const START_SECONDS = 30;
const LAST_LINES = 8;
/** They are idle, and end at once. Only when Redis ends with them, after a `kill -9` of ours, the worker waits for it. */
const GRACE_SECONDS = 3;

export interface Program {
  readonly name: 'ingress' | 'worker' | 'session';
  readonly pid: number;
  readonly logFile: string;
  /** Its log entry that said that it is ready. */
  readonly ready: LogEntry;
  /** Rejects with what it said last when it ends without having been stopped. */
  readonly died: Promise<never>;
}

/** Starts one of our processes as an operator would, and resolves when its log says that it is ready. */
export async function startProgram(options: {
  readonly name: Program['name'];
  /** What it logs when it is ready. */
  readonly readyMessage: string;
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Hears of what it logs. */
  readonly onEntry: (entry: LogEntry) => void;
  readonly closing: Closing;
}): Promise<Program> {
  const { name, readyMessage, logFile, onEntry, closing } = options;
  const main = fileURLToPath(new URL(`../../../${name}/build/src/main.js`, import.meta.url));
  const tied = spawnTied(process.execPath, [main], { env: programEnv(options.env), graceSeconds: GRACE_SECONDS });
  const log = createWriteStream(logFile);
  const last: string[] = [];
  let isStopping = false;
  closing.add(() => {
    isStopping = true;
    return tied.stop();
  });
  let timer: NodeJS.Timeout | undefined;

  const ready = new Promise<LogEntry>((resolve, reject) => {
    const read = (line: string) => {
      log.write(`${line}\n`);
      const entry = parseLogEntry(line);
      last.push(entry ? describeLogEntry(entry) : line);
      last.splice(0, last.length - LAST_LINES);
      if (entry?.msg === readyMessage) resolve(entry);
      if (entry && !isStopping) onEntry(entry);
    };
    eachLine(tied.stdout, read);
    eachLine(tied.stderr, read);
    timer = setTimeout(() => reject(failure(`was not ready within ${START_SECONDS} seconds`)), START_SECONDS * 1_000);
  });
  const died = tied.exited.then((exit): never => {
    throw failure(howItEnded(exit));
  });
  died.catch(() => {}); // after a stop nobody waits for it
  try {
    return { name, pid: tied.pid, logFile, ready: await Promise.race([ready, died]), died };
  } finally {
    clearTimeout(timer);
  }

  function failure(what: string): Failure {
    return new Failure(`The ${name} ${what}. The last that it said:\n  ${last.join('\n  ')}\nAll of it: ${logFile}`);
  }
}

function eachLine(stream: Readable | null, read: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', read);
}

function howItEnded({ code, signal }: Exit): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}
