import { fileURLToPath } from 'node:url';
import { spawnTied } from '@wechat-pipeline/local-servers';

const PROGRAM = fileURLToPath(new URL('allocating.js', import.meta.url));

/** How many bytes opening a text push and sealing the reply to it allocate, in a process of its own that does not collect them meanwhile. */
export async function countAllocations(): Promise<number> {
  const flags = ['--expose-gc', '--max-semi-space-size=128', '--min-semi-space-size=128'];
  const child = spawnTied(process.execPath, [...flags, PROGRAM], { env: {}, stderr: 'inherit' });
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const { code } = await child.exited;
  const bytes = Number(told);
  if (code !== 0 || !(bytes > 0)) throw new Error(`expected a number of bytes, got ${told} and exit code ${code}`);
  return bytes;
}
