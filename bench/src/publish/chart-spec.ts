import type { TopLevelSpec } from 'vega-lite';
import type { ChartRow } from './chart-rows.js';

export interface ChartOptions {
  readonly title: string;
  /** Its lines. */
  readonly subtitle: readonly string[];
  readonly axis: string;
  readonly scale: 'linear' | 'log';
  readonly rows: readonly ChartRow[];
}

// The colours are named here and given in on-paper.ts, for light and for dark.
const INK = 'var(--ink)';
const FAINT = 'var(--faint)';

const WIDTH = 480;
const ROW_HEIGHT = 26;
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif";

/** A row a variant, groups one below the other: bars, or where there are several figures a point each. */
export function chartSpec(options: ChartOptions): TopLevelSpec {
  const { title, subtitle, rows } = options;
  const groups = [...new Set(rows.map(({ group }) => group))];
  const plot = { width: WIDTH, height: { step: ROW_HEIGHT }, layer: layers(options) };
  return {
    title: { text: title, subtitle: [...subtitle], anchor: 'start', frame: 'bounds', offset: 14 },
    data: { values: [...rows] },
    background: 'transparent',
    padding: 14,
    config: CONFIG,
    ...(groups.length > 1
      ? {
          facet: {
            row: { field: 'group', type: 'nominal', sort: groups, title: null, header: { labelOrient: 'top' } },
          },
          spec: plot,
          resolve: { scale: { y: 'independent' } },
        }
      : plot),
  } as TopLevelSpec; // `facet` and `layer` exclude each other, which a spread condition cannot show
}

function layers({ axis, scale, rows }: ChartOptions) {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const x = (field: string) => ({ field, type: 'quantitative', title: axis, scale: { type: scale, nice: true } });
  const y = { field: 'variant', type: 'nominal', sort: null, title: null, axis: ROW_AXIS };
  const isOfPoints = figures.length > 1;
  const color = isOfPoints
    ? colour('figure', figures, ['first', 'second', 'third'])
    : { ...colour('isOurs', [true, false], ['ours', 'theirs']), legend: null };
  const whisker = isOfPoints ? { color } : { color: { value: INK } };
  return [
    { mark: isOfPoints ? POINT : BAR, encoding: { x: x('median'), y, color } },
    { mark: { type: 'rule', strokeWidth: 1.3 }, encoding: { x: x('min'), x2: { field: 'max' }, y, ...whisker } },
    ...['min', 'max'].map(end => ({
      mark: { type: 'tick', thickness: 1.3, size: 9, opacity: 1 },
      encoding: { x: x(end), y, ...whisker },
    })),
    ...(isOfPoints ? [] : [{ mark: LABEL, encoding: { x: x('max'), y, text: { field: 'label' } } }]),
  ];
}

const BAR = { type: 'bar', height: { band: 0.7 } };
const POINT = { type: 'point', filled: true, size: 60, opacity: 1 };
const LABEL = { type: 'text', align: 'left', dx: 7, color: INK, fontSize: 11 };

const ROW_AXIS = { domain: false, ticks: false, labelPadding: 8 };

function colour(field: string, domain: readonly (string | boolean)[], names: readonly string[]) {
  const range = names.slice(0, domain.length).map(name => `var(--${name})`);
  return { field, type: 'nominal', title: null, sort: null, scale: { domain, range } };
}

const CONFIG = {
  aria: false,
  font: FONT,
  view: { stroke: null },
  axis: {
    tickCount: 6,
    ...{ labelColor: INK, titleColor: INK, gridColor: FAINT, tickColor: FAINT, domainColor: FAINT },
    ...{ labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titlePadding: 8, labelLimit: 260 },
  },
  title: { color: INK, fontSize: 15, fontWeight: 600, subtitleColor: INK, subtitleFontSize: 12, subtitlePadding: 5 },
  header: { labelColor: INK, labelFontSize: 12, labelFontWeight: 600, labelAnchor: 'start', labelPadding: 4 },
  legend: { labelColor: INK, labelFontSize: 12, orient: 'top', direction: 'horizontal' },
  facet: { spacing: 14 },
};
