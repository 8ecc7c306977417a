import type { Series } from './interleave.js';
import type { Lab } from './lab.js';
import type { Options } from './options.js';

export interface Bench {
  readonly name: string;
  /** Runs only if it is named. */
  readonly isOnDemand?: boolean;
  run(lab: Lab, options: Options, onProgress: (line: string) => void): Promise<readonly Result[]>;
}

export interface Result {
  /** Names the result's file, too. */
  readonly name: string;
  readonly title: string;
  readonly unit: 'request' | 'event' | 'call' | 'push' | 'start' | 'KiB';
  readonly series: readonly Series[];
  /** The series that the others are compared with. */
  readonly baselines: readonly string[];
  /** Versions of the servers that took part. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the reader must know to judge the figures. */
  readonly notes: readonly string[];
}
