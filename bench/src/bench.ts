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
  /** Names the result's files, too, and its place in docs/performance.md. */
  readonly name: string;
  readonly title: string;
  readonly unit: 'request' | 'event' | 'call' | 'push' | 'start' | 'KiB';
  readonly series: readonly Series[];
  /** The series that the others of their group are compared with. */
  readonly baselines: readonly string[];
  /** Whom its chart shows as ours, where that is not whoever is no baseline. */
  readonly ours?: readonly string[];
  /** Columns of `others` that are compared with the baselines, instead of what is done per second: a latency, say. */
  readonly compared?: readonly string[];
  /** What its chart shows; else what is done per second. */
  readonly chart?: Chart;
  /** Versions of the servers that took part. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the reader must know to judge the figures. */
  readonly notes: readonly string[];
  /** Why the figures are not worth publishing, if they are not: they are shown, and the bench fails. */
  readonly failures?: readonly string[];
}

export interface Chart {
  /** Columns of `others`: one is drawn as bars, several are drawn as points of a colour each. */
  readonly figures: readonly string[];
  /** What the axis shows, with its unit. */
  readonly axis: string;
  readonly scale?: 'linear' | 'log';
}
