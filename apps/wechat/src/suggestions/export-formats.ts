import type { Suggestion } from '@wechat-pipeline/follower-store';
import { shanghaiTime, ZONE } from '../shanghai-time.js';
import { csvLine } from './csv.js';
import { suggestionReport } from './suggestion-report.js';

/** How suggestions are written to a file. */
export interface ExportFormat {
  readonly head: string;
  line(suggestion: Suggestion): string;
}

export const EXPORT_FORMATS = {
  /**
   * For spreadsheets. Every suggestion begins with the sign `@`, which says that it is one and which a spreadsheet takes for
   * the beginning of a formula: here it is left out, so that not each of them needs an apostrophe; what is behind it may.
   */
  csv: {
    head: csvLine([`time (${ZONE})`, 'openid', 'suggestion']),
    line: ({ at, openid, text }) => csvLine([shanghaiTime(at), openid, text.replace(/^@\s*/, '')]),
  },
  /** For programs: an object a line. */
  jsonl: {
    head: '',
    line: suggestion => `${JSON.stringify(suggestionReport(suggestion))}\n`,
  },
} as const satisfies Readonly<Record<string, ExportFormat>>;
