import type { Suggestion } from '@wechat-pipeline/follower-store';
import { Command } from 'commander';
import type { GlobalOptions } from '../../global-options.js';
import { parseLimit } from '../../parse-limit.js';
import { printable } from '../../printable.js';
import { shanghaiTime, ZONE } from '../../shanghai-time.js';
import { parseSince, SINCE } from '../../suggestions/since.js';
import { suggestionReport } from '../../suggestions/suggestion-report.js';
import { openTerminal } from '../../terminal.js';
import { withStore } from '../../with-store.js';

interface ListOptions extends GlobalOptions {
  readonly since?: Date;
  readonly openid?: string;
  readonly limit: number;
}

export function listCommand(): Command {
  return new Command('list')
    .description('the latest suggestions, the very latest first')
    .option('--since <when>', SINCE, text => parseSince(text))
    .option('--openid <openid>', 'those of one follower')
    .option('--limit <count>', 'how many at most', parseLimit, 50)
    .addHelpText(
      'after',
      '\nExamples:\n  wechat suggestions list\n  wechat suggestions list --since 2026-11-01 --limit 500 --json',
    )
    .action(async (_, command: Command) => {
      const { json = false, account, since, openid, limit } = command.optsWithGlobals<ListOptions>();
      const found = await withStore(account, ({ suggestions, appId }) =>
        suggestions.latest({ appId, openid, since }, limit),
      );
      openTerminal(json).result(found.map(suggestionReport), found.length > 0 ? table(found) : 'There are none.');
    });
}

function table(suggestions: readonly Suggestion[]): string {
  const time = `time (${ZONE})`;
  const width = Math.max('openid'.length, ...suggestions.map(({ openid }) => openid.length));
  const row = (when: string, who: string, what: string) => `${when.padEnd(time.length)}  ${who.padEnd(width)}  ${what}`;
  const rows = suggestions.map(({ at, openid, text }) => row(shanghaiTime(at), openid, printable(text)));
  return [row(time, 'openid', 'suggestion'), ...rows].join('\n');
}
