import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ACCOUNT } from '../account.js';
import type { Lab } from '../lab.js';
import { SENTENCE } from '../signed-pushes.js';
import type { Program } from '../start-program.js';
import { SkippedPeerError } from './errors.js';
import type { Peer } from './peer.js';

const FOLDER = fileURLToPath(new URL('../../../peers/', import.meta.url));
const URL_WRITTEN = /(http:\/\/127\.0\.0\.1:[1-9]\d*)\s/;

export interface RunningPeer {
  readonly peer: Peer;
  readonly program: Program;
}

export interface RunningPeers {
  readonly running: readonly RunningPeer[];
  readonly versions: Readonly<Record<string, string>>;
  /** For each peer that is not there: why, and what to do about it. */
  readonly skipped: readonly string[];
}

/** Installs what can be had on this machine and starts it, one after the other; the rest is told. */
export async function startPeers(
  lab: Lab,
  peers: readonly Peer[],
  onProgress: (line: string) => void,
): Promise<RunningPeers> {
  const running: RunningPeer[] = [];
  const versions: Record<string, string> = {};
  const skipped: string[] = [];
  for (const peer of peers) {
    const { name, folder, toolchain } = peer;
    try {
      const {
        versions: its,
        env,
        ...how
      } = await toolchain.install(join(FOLDER, folder), line => onProgress(`${name}: ${line}`));
      onProgress(`starting ${name} …`);
      const { appId, appSecret, token } = ACCOUNT;
      const program = await lab.start({
        ...how,
        env: { ...env, APP_ID: appId, APP_SECRET: appSecret, TOKEN: token, ANSWER: SENTENCE },
        ready: URL_WRITTEN,
        isMeasured: true,
      });
      running.push({ peer, program });
      Object.assign(versions, its);
    } catch (error) {
      if (!(error instanceof SkippedPeerError)) throw error;
      skipped.push(skippedNote(name, error));
    }
  }
  return { running, versions, skipped };
}

/** For the reader of the figures. */
export function skippedNote(name: string, { message }: SkippedPeerError): string {
  return `skipped ${name}: ${message}`;
}
