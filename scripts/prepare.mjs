import './check-node.mjs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build-typescript.mjs';
import { install } from './install.mjs';
import { withLock } from './with-lock.mjs';

export const root = join(import.meta.dirname, '..');

/** Installs and builds what is missing. The second of two at the same time waits for the first. */
export async function prepare() {
  mkdirSync(join(root, '.local'), { recursive: true });
  await withLock(join(root, '.local', 'prepare.lock'), async () => {
    await install(root);
    await build(root);
  });
}
