import { readFileSync } from 'node:fs';

const KIBIBYTES_A_MEBIBYTE = 1_024;

/** How much of a process is in memory now, in MiB; undefined where the system does not tell. */
export function residentMebibytes(pid: number): number | undefined {
  try {
    const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? undefined : Number(kibibytes) / KIBIBYTES_A_MEBIBYTE;
  } catch {
    return undefined;
  }
}
