import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './run-quietly.mjs';
import { tell } from './tell.mjs';

/** Runs `npm ci` if what package-lock.json asks for is not what is installed. */
export async function install(root) {
  const lock = readFileSync(join(root, 'package-lock.json'));
  const marker = join(root, 'node_modules', '.installed-lock');
  const hash = createHash('sha256').update(lock).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;
  if (!isInstalled(root, JSON.parse(lock.toString()).packages)) await installAnew(root);
  writeFileSync(marker, hash);
}

/** Whether somebody's own `npm ci` or `npm install` has put the same in place: then node_modules is left as it is. */
function isInstalled(root, wanted) {
  const list = join(root, 'node_modules', '.package-lock.json'); // npm's record of what is there
  if (!existsSync(list)) return false;
  const installed = JSON.parse(readFileSync(list, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true; // the root itself
    const there = installed[path];
    // What is optional is there on another operating system than this.
    return there ? there.version === entry.version : entry.optional === true;
  });
}

async function installAnew(root) {
  const begun = performance.now();
  tell('installing the dependencies …');
  // The npm that runs this script; when it was started without one, the one on PATH.
  const { npm_execpath: npm } = process.env;
  const [command, ...args] = npm ? [process.execPath, npm] : ['npm'];
  // Whatever NODE_ENV says: TypeScript is among the devDependencies.
  await runQuietly(command, [...args, 'ci', '--include=dev', '--prefer-offline', '--loglevel=error'], {
    cwd: root,
    failure: 'the dependencies could not be installed',
  });
  tell(`installed in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
}
