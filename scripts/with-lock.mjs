import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { tell } from './tell.mjs';

const POLL_MILLISECONDS = 200;

/** Runs `work` while no other process does, by a file that holds the pid of who works. */
export async function withLock(file, work) {
  let waited = false;
  while (!take(file)) {
    if (!waited) tell(`waiting for another npm script in this folder, which installs or builds (${file}) …`);
    waited = true;
    await pause(POLL_MILLISECONDS);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!holderLives(file)) rmSync(file, { force: true }); // it was killed; the next round takes the lock
  return false;
}

function holderLives(file) {
  try {
    // Between its creation and its pid the file is empty for an instant: pid 0 is our own group, which lives.
    process.kill(Number(readFileSync(file, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
