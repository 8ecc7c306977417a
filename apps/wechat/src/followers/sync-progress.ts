import type { SyncState } from '@wechat-pipeline/jobs';
import { number } from '../number.js';
import { describeSync, describeWaiting, syncReport } from './sync-report.js';

/** Shows how far a sync is while it goes on. */
export interface SyncProgress {
  show(state: SyncState): void;
  /** What is written next begins a line of its own. */
  end(): void;
}

/** Where progress is shown: a terminal has a bar, anything else has lines. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export function openSyncProgress(appId: string, stream: ProgressStream, now: () => number = Date.now): SyncProgress {
  return stream.isTTY ? barOn(stream, now) : linesOn(appId, stream, now);
}

/** A line whenever there is another page, or another reason to wait. */
function linesOn(appId: string, stream: ProgressStream, now: () => number): SyncProgress {
  let shown = '';
  return {
    show(state) {
      const report = syncReport(appId, state, now());
      const news = `${state.page} ${report.status === 'waiting' ? state.waiting?.reason : ''}`;
      if (news !== shown) stream.write(`${describeSync(report)}\n`);
      shown = news;
    },
    end() {},
  };
}

const TO_LINE_START_AND_CLEAR = '\r\u001b[K';
const BAR_WIDTH = 24;

/** One line that is written again and again, no longer than the terminal is wide. */
function barOn(stream: ProgressStream, now: () => number): SyncProgress {
  let first: { readonly at: number; readonly asked: number } | undefined;
  return {
    show(state) {
      const asked = state.refreshed + state.failed;
      first ??= { at: now(), asked };
      const seconds = (now() - first.at) / 1_000;
      const rate = seconds > 0 ? Math.round((asked - first.asked) / seconds) : undefined;
      stream.write(TO_LINE_START_AND_CLEAR + line(state, rate, now()).slice(0, (stream.columns ?? 80) - 1));
    },
    end: () => void stream.write('\n'),
  };
}

function line(state: SyncState, rate: number | undefined, now: number): string {
  const { total, listed, refreshed, failed, waiting, finishedAt } = state;
  const part = finishedAt ? 1 : total ? Math.min(1, (refreshed + failed) / total) : 0;
  const filled = Math.round(part * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const counts = [
    total === undefined ? 'asking for the list' : `listed ${number(listed)} of ${number(Math.max(total, listed))}`,
    `refreshed ${number(refreshed)}`,
    ...(failed > 0 ? [`failed ${number(failed)}`] : []),
    ...(rate === undefined || finishedAt ? [] : [`${number(rate)}/s`]),
    ...(waiting && !finishedAt && waiting.until.getTime() > now ? [describeWaiting(waiting)] : []),
  ];
  return `${bar} ${String(Math.floor(part * 100)).padStart(3)} % · ${counts.join(' · ')}`;
}
