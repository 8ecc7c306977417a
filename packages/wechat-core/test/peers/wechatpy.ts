import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fetchPythonPackages, type PythonWithPackages, spawnTied, type Teardown } from '@wechat-pipeline/local-servers';
import { PACKAGE } from '../package-folder.js';
import type { AccountSecrets, Peer } from './peer.js';

const FOLDER = join(PACKAGE, 'test/peers');

/** Fetches wechatpy into the cache, once. Rejects where there is no Python, or nothing can be fetched. */
export function fetchWechatpy(onProgress: (line: string) => void): Promise<PythonWithPackages> {
  const requirements = readFileSync(join(FOLDER, 'wechatpy-requirements.txt'), 'utf8');
  return fetchPythonPackages({ module: 'wechatpy.crypto', requirements }, onProgress);
}

export interface Wechatpy extends Peer {
  /** Whether it takes the signature of a plaintext push or a handshake. */
  check(signature: string, timestamp: string, nonce: string): Promise<boolean>;
}

/** wechatpy of PyPI, as a process that takes one question after the other. */
export function openWechatpy(
  t: Teardown,
  { python, env }: PythonWithPackages,
  { token, encodingAesKey, appId }: AccountSecrets,
): Wechatpy {
  const program = spawnTied(python, [join(FOLDER, 'ask-wechatpy.py')], {
    env: { ...env, PYTHONUTF8: '1' },
    stdin: 'pipe',
    stderr: 'inherit',
  });
  t.teardown(() => program.stop());
  program.stdin!.on('error', () => {}); // it has ended, which its output tells
  const lines = createInterface({ input: program.stdout! })[Symbol.asyncIterator]();

  async function ask(name: string, ...args: readonly string[]) {
    const question = { function: name, arguments: args, secrets: [token, encodingAesKey, appId] };
    program.stdin!.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('wechatpy has ended');
    const { result, error } = JSON.parse(value);
    if (error !== undefined) throw new Error(error);
    return result;
  }
  return {
    name: 'wechatpy',
    seal: (document, timestamp, nonce) => ask('seal', document, timestamp, nonce),
    open: envelope => ask('open', envelope),
    check: (signature, timestamp, nonce) => ask('check', signature, timestamp, nonce),
  };
}
