import stringWidth from 'string-width';

/** A line of a table with bars. */
export interface BarRow {
  readonly label: string;
  readonly figures: readonly string[];
  /** How long its bar is, from 0 to 1. */
  readonly part: number;
}

const GAP = '  ';
const LEAST_LABEL = 8;
/** Of the room that the figures leave. */
const MOST_LABEL = 0.6;
const MOST_BAR = 40;
/** As wide as the bar of a sync. */
const USUAL_BAR = 24;

/**
 * A table whose columns stand below each other also with Chinese characters, which are two columns wide, and whose lines
 * end in bars.
 *
 * @param columns how many of them the terminal has: labels that are too long are shortened, the bars take the rest.
 * Undefined: it goes elsewhere, where nothing should be missing.
 */
export function barTable(head: Omit<BarRow, 'part'>, rows: readonly BarRow[], columns: number | undefined): string {
  const all = [head, ...rows];
  const widths = head.figures.map((_, index) => widest(all.map(({ figures }) => figures[index] ?? '')));
  const labels = widest(all.map(({ label }) => label));
  // The last column stays empty: some terminals begin a new line after it.
  const rest = (columns ?? Number.POSITIVE_INFINITY) - 1 - widths.reduce((sum, width) => sum + width + GAP.length, 0);
  const labelWidth = Math.max(LEAST_LABEL, Math.min(labels, Math.floor(rest * MOST_LABEL)));
  const barWidth = columns === undefined ? USUAL_BAR : Math.min(MOST_BAR, rest - GAP.length - labelWidth);
  const line = ({ label, figures }: Omit<BarRow, 'part'>, bar: string) =>
    [
      padEnd(shortened(label, labelWidth), labelWidth),
      ...figures.map((figure, index) => padStart(figure, widths[index]!)),
      bar,
    ]
      .join(GAP)
      .trimEnd();
  return [line(head, ''), ...rows.map(row => line(row, barOf(row.part, barWidth)))].join('\n');
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** Whatever is more than nothing can be seen. */
function barOf(part: number, width: number): string {
  if (part <= 0 || width <= 0) return '';
  const eighths = Math.max(1, Math.round(part * width * 8));
  return '█'.repeat(eighths >> 3) + EIGHTHS[eighths & 7];
}

/** With `…` in place of its middle, if it is wider: the ends are what tells one URL from another. */
function shortened(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  const front = atMost(characters, Math.floor(width / 2));
  const end = atMost(characters.toReversed(), Math.ceil(width / 2) - 1).toReversed();
  return [...front, '…', ...end].join('');
}

/** The first of them, as many as are no wider than that. */
function atMost(characters: readonly string[], width: number): readonly string[] {
  let used = 0;
  const end = characters.findIndex(character => {
    used += stringWidth(character);
    return used > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(text => stringWidth(text)));
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}
