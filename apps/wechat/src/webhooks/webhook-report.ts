import { orRedisAway } from '@wechat-pipeline/service';
import type { WebhookState } from '@wechat-pipeline/webhooks';
import { printable } from '../printable.js';
import { shanghaiTime, ZONE } from '../shanghai-time.js';
import type { OpenedWebhooks } from './with-webhooks.js';

export interface WebhookReport extends Omit<WebhookState, 'failures'> {
  readonly name: string;
  /** `removed`: the account file does not have it any more; what waits for it waits until it has. */
  readonly status: 'ready' | 'paused' | 'gone' | 'removed';
  /** In a row, whatever the delivery. */
  readonly failures: number;
  /** Deliveries that are to be sent, now or later. */
  readonly waiting: number;
  /** Deliveries that have failed for good. */
  readonly failed: number;
}

/** How it goes with each of the account's webhooks; those that were removed and have nothing left are not told. */
export async function webhookReports(opened: OpenedWebhooks, now: Date): Promise<readonly WebhookReport[]> {
  const reports = await Promise.all(opened.names.map(name => reportOn(name, opened, now)));
  return reports.filter(({ status, waiting, failed }) => status !== 'removed' || waiting + failed > 0);
}

async function reportOn(
  name: string,
  { account: { appId }, webhooks, states, queue }: OpenedWebhooks,
  now: Date,
): Promise<WebhookReport> {
  const state = await states.read({ appId, name });
  const counts = await orRedisAway(queue(name).getJobCounts('waiting', 'active', 'delayed', 'failed'));
  const { waiting = 0, active = 0, delayed = 0, failed = 0 } = counts;
  const isRemoved = !webhooks.some(webhook => webhook.name === name);
  const status = isRemoved ? 'removed' : statusOf(state, now);
  return { name, status, ...state, waiting: waiting + active + delayed, failed };
}

function statusOf({ goneAt, pausedUntil }: WebhookState, now: Date): 'ready' | 'paused' | 'gone' {
  if (goneAt) return 'gone';
  return pausedUntil && pausedUntil > now ? 'paused' : 'ready';
}

/** As a table, with what can be done about each that is not as it should be. */
export function describeWebhooks(reports: readonly WebhookReport[]): string {
  const rows = reports.map(report => [
    report.name,
    describeStatus(report),
    String(report.waiting),
    String(report.failed),
    report.lastFailure ? `${shanghaiTime(report.lastFailure.at)}  ${printable(report.lastFailure.reason)}` : '',
  ]);
  return table([['endpoint', 'status', 'waiting', 'failed', `last failure (${ZONE})`], ...rows]);
}

function describeStatus({ name, status, pausedUntil, goneAt, failures }: WebhookReport): string {
  switch (status) {
    case 'paused':
      return `paused until ${shanghaiTime(pausedUntil!)}, after ${failures} failures in a row`;
    case 'gone':
      return `gone since ${shanghaiTime(goneAt!)}: wechat webhooks resume ${name}`;
    case 'removed':
      return 'not in the account file; what waits waits until it is';
    case 'ready':
      return 'ready';
  }
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
