import { type FuzzReport, fuzz as fuzzPushes } from '@wechat-pipeline/push-fuzz';
import type { Bench } from '../bench.js';
import type { Sample } from '../interleave.js';

/** Its speed is told as the median of so many parts. */
const PARTS = 10;

/** Pushes gone wrong, and what must hold of each: that it does is the result, the speed tells how much can be tried. */
export const fuzz: Bench = {
  name: 'fuzz',
  isOnDemand: true,
  async run(_lab, { pushes, seed, from }, onProgress) {
    const samples: Sample[] = [];
    const reports: FuzzReport[] = [];
    const part = Math.ceil(pushes / PARTS);
    for (let done = 0; done < pushes; done += part) {
      const begun = performance.now();
      const cpuBefore = process.cpuUsage();
      const count = Math.min(part, pushes - done);
      const tell = (more: number) => onProgress(`${done + more} of ${pushes} pushes, seed ${seed}`);
      reports.push(fuzzPushes({ seed, pushes: count, from: from + done, onProgress: tell }));
      const { user, system } = process.cpuUsage(cpuBefore);
      samples.push({
        perSecond: (count / (performance.now() - begun)) * 1_000,
        cpu: { process: (user + system) / count },
      });
    }
    const sum = (count: (report: FuzzReport) => number) => reports.reduce((total, one) => total + count(one), 0);
    const tampered = sum(report => total(report.tampered));
    return [
      {
        name: 'fuzz',
        title: `fuzz: pushes ${from} to ${from + pushes - 1} of seed ${seed}; all that must hold of them does`,
        unit: 'push',
        series: [{ name: 'made, spoiled and checked', samples }],
        baselines: [],
        versions: {},
        notes: [
          `${sum(report => report.taken)} of ${pushes - tampered} documents were taken, the scanner read ${sum(report => report.scanned)}`,
          `refused: ${told(reports.map(({ refused }) => refused))}`,
          `${tampered} were tampered with, and refused: ${told(reports.map(report => report.tampered))}`,
        ],
      },
    ];
  },
};

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function told(several: readonly Readonly<Record<string, number>>[]): string {
  const sums = new Map<string, number>();
  for (const [name, count] of several.flatMap(counts => Object.entries(counts))) {
    sums.set(name, (sums.get(name) ?? 0) + count);
  }
  return [...sums].map(([name, count]) => `${name} ${count}`).join(', ');
}
