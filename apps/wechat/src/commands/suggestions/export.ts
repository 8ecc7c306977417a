import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Suggestion } from '@wechat-pipeline/follower-store';
import { Command, Option } from 'commander';
import { notUnderstood } from '../../failure.js';
import type { GlobalOptions } from '../../global-options.js';
import { BYTE_ORDER_MARK } from '../../suggestions/csv.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../suggestions/export-formats.js';
import { parseSince, SINCE } from '../../suggestions/since.js';
import { withStore } from '../../with-store.js';

interface ExportOptions extends GlobalOptions {
  readonly since?: Date;
  readonly format?: keyof typeof EXPORT_FORMATS;
  readonly bom?: boolean;
}

export function exportCommand(): Command {
  return new Command('export')
    .description('write all suggestions to stdout, in the order in which they came')
    .option('--since <when>', SINCE, text => parseSince(text))
    .addOption(
      new Option(
        '--format <format>',
        'csv for spreadsheets (the default), jsonl for programs (so with --json)',
      ).choices(Object.keys(EXPORT_FORMATS)),
    )
    .option('--bom', 'begin a csv with a byte order mark, as Excel wants it for Chinese')
    .addHelpText(
      'after',
      `
In a csv the sign @ in front is left out, and what a spreadsheet would take for a formula has an apostrophe in front.
A line of jsonl has the text as it was sent.

Examples:
  wechat suggestions export --bom > suggestions.csv
  wechat suggestions export --since 2026-11-01 --format jsonl > suggestions.jsonl`,
    )
    .action(async (_, command: Command) => {
      const {
        json = false,
        account,
        since,
        format = json ? 'jsonl' : 'csv',
        bom = false,
      } = command.optsWithGlobals<ExportOptions>();
      if (bom && format !== 'csv') throw notUnderstood(`expected --bom with csv alone, got ${format}`);
      await withStore(account, async ({ suggestions, appId }) => {
        const lines = linesOf(suggestions.all({ appId, since }), EXPORT_FORMATS[format], bom ? BYTE_ORDER_MARK : '');
        await pipeline(Readable.from(lines), process.stdout, { end: false }).catch(throwUnlessUnread);
      });
    });
}

async function* linesOf(
  suggestions: AsyncIterable<Suggestion>,
  format: ExportFormat,
  mark: string,
): AsyncGenerator<string> {
  if (mark + format.head !== '') yield mark + format.head;
  for await (const suggestion of suggestions) yield format.line(suggestion);
}

/** Whoever reads may have had enough, as `head` has. */
function throwUnlessUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
