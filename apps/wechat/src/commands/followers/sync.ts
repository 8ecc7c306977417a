import { type SyncState, startSync } from '@wechat-pipeline/jobs';
import { Command } from 'commander';
import { Failure, notUnderstood } from '../../failure.js';
import { openSyncProgress } from '../../followers/sync-progress.js';
import { describeSync, syncReport } from '../../followers/sync-report.js';
import { watchSync } from '../../followers/watch-sync.js';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal, type Terminal } from '../../terminal.js';
import { type AccountSyncs, withSyncs } from '../../with-syncs.js';

interface SyncOptions extends GlobalOptions {
  readonly detach?: boolean;
  readonly status?: boolean;
  readonly restart?: boolean;
}

export function syncCommand(): Command {
  return new Command('sync')
    .description('have the workers ask the platform for every follower, and show how far they are')
    .option('--detach', 'start it and do not wait for its end')
    .option('--status', 'start nothing; tell how far the latest one is')
    .option('--restart', 'drop one that is under way, and begin at the first page')
    .addHelpText(
      'after',
      `
One that is under way is not started again, but shown; one that has come to a standstill goes on. Ctrl-C ends the showing,
not the sync. A page of 10,000 followers is one call of 500 a day, and 100 calls of user/info/batchget; when a day’s calls
are used up, the sync waits for the next one.

Examples:
  wechat followers sync
  wechat followers sync --account shop --detach
  wechat followers sync --status --json`,
    )
    .action(async (_, command: Command) => {
      const { json = false, account, ...options } = command.optsWithGlobals<SyncOptions>();
      if (options.status && (options.detach || options.restart)) {
        throw notUnderstood('expected --status alone, since it starts nothing');
      }
      const terminal = openTerminal(json);
      await withSyncs(account, async syncs => {
        const state = options.status ? await latestState(syncs) : await start(syncs, options, terminal);
        const report = syncReport(syncs.appId, state);
        terminal.result(report, describeSync(report));
        if (options.status || options.detach || state.finishedAt) return;
        if (state.failure) throw new Failure('Run it again and it goes on with that page.');
        throw new Failure('The workers go on with it. Run it again to watch, or with --status to see how far it is.');
      });
    });
}

async function latestState({ syncs, appId }: AccountSyncs): Promise<SyncState> {
  const state = await syncs.read(appId);
  if (!state) throw new Failure('expected a sync that has been started, found none: wechat followers sync starts one');
  return state;
}

/** Starts the sync, or goes on with it, and looks on until it is over, unless that is not wanted. */
async function start(
  syncs: AccountSyncs,
  { detach, restart = false }: SyncOptions,
  terminal: Terminal,
): Promise<SyncState> {
  const { appId, queues } = syncs;
  const { isNew, state } = await startSync(syncs, appId, { restart });
  if (!isNew) terminal.note('It has been started before, and goes on.');
  if ((await queues.sync.getWorkersCount()) === 0) {
    terminal.note('No worker is there to do it: npm run worker starts one. Until then it waits in its queue.');
  }
  return detach ? state : watch(syncs);
}

async function watch(account: AccountSyncs): Promise<SyncState> {
  const { syncs, appId } = account;
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  const progress = openSyncProgress(appId, process.stderr);
  let latest: SyncState | undefined;
  try {
    for await (const state of watchSync(syncs, appId, interrupted.signal)) {
      latest = state;
      progress.show(state);
    }
  } finally {
    progress.end();
    process.off('SIGINT', stop);
  }
  return latest ?? latestState(account);
}
