import type { SyncState } from '@wechat-pipeline/jobs';
import { number } from '../number.js';
import { shanghaiTime } from '../shanghai-time.js';

/** A sync as scripts are told of it: without the OpenIDs between which it goes on. */
export type SyncReport = Omit<SyncState, 'after' | 'pending'> & {
  readonly appId: string;
  readonly status: 'under way' | 'waiting' | 'standstill' | 'finished';
};

export function syncReport(appId: string, state: SyncState, now = Date.now()): SyncReport {
  const { after: _, pending: __, ...rest } = state;
  return { appId, status: statusOf(state, now), ...rest };
}

function statusOf({ finishedAt, failure, waiting }: SyncState, now: number): SyncReport['status'] {
  if (finishedAt) return 'finished';
  if (failure) return 'standstill';
  return waiting && waiting.until.getTime() > now ? 'waiting' : 'under way';
}

/** In one line, such as “20,000 of 28,412 followers listed, 19,900 refreshed; page 2; under way since …”. */
export function describeSync(report: SyncReport): string {
  const { listed, total = listed, refreshed, failed, page, startedAt } = report;
  const counts = [
    listed < total ? `${number(listed)} of ${number(total)} followers listed` : `${number(listed)} followers listed`,
    `${number(refreshed)} refreshed`,
    ...(failed > 0 ? [`${number(failed)} of whom the platform did not tell`] : []),
  ];
  return `${counts.join(', ')}; page ${page}; begun ${shanghaiTime(startedAt)}; ${describeStatus(report)}`;
}

function describeStatus({ status, startedAt, finishedAt, waiting, failure }: SyncReport): string {
  if (finishedAt) return `finished after ${duration(finishedAt.getTime() - startedAt.getTime())}`;
  if (failure) return `came to a standstill with page ${failure.page}: ${failure.reason}`;
  return waiting && status === 'waiting' ? describeWaiting(waiting) : 'under way';
}

export function describeWaiting({ until, reason }: NonNullable<SyncState['waiting']>): string {
  return `waits until ${shanghaiTime(until)} in Shanghai: ${reason}`;
}

/** Such as `1 h 02 min`, `3 min 20 s`, `12 s`. */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const padded = (value: number) => String(value).padStart(2, '0');
  if (hours > 0) return `${hours} h ${padded(minutes)} min`;
  return minutes > 0 ? `${minutes} min ${padded(seconds % 60)} s` : `${seconds} s`;
}
