import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawnTied, type Teardown } from '@wechat-pipeline/local-servers';

/** What a program logs when it does its work. */
const READY = { ingress: 'listening', worker: 'working' } as const;

/** One of our programs as a process, on free ports; resolves to what it logs when it is ready. */
export async function startProgram(
  t: Teardown,
  program: keyof typeof READY,
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly url: string }> {
  const main = join(import.meta.dirname, `../../../${program}/build/src/main.js`);
  const child = spawnTied('env', ['-u', 'NODE_OPTIONS', process.execPath, main], {
    cwd: import.meta.dirname,
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ADMIN_PORT: '0', ...variables },
    stderr: 'inherit',
  });
  t.teardown(() => child.stop());
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface({ input: child.stdout! }).on('line', line => {
      lines.push(line);
      const entry = JSON.parse(line);
      if (entry.msg === READY[program]) resolve(entry);
    });
    void child.exited.then(() => reject(new Error(`${program} ended before it was ready:\n${lines.join('\n')}`)));
  });
}
