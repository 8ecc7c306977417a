import t from 'tap';
import { drawChart } from '../src/publish/draw-chart.js';
import { result, series, summaryOf } from './summaries.js';

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name!);

t.test('a chart tells in words what it shows, for whoever does not see it', async t => {
  const svg = await drawChart(summaryOf({ title: 'texts: a & b < c' }));
  t.match(svg, /^<svg role="img" [^>]*>\n<title>texts: a &amp; b &lt; c<\/title>\n<desc>requests per second\. /);
  t.match(svg, 'ingress, 64 connections: 900, from 900 to 1,100; ingress, security mode, 64 connections: 500');
});

t.test('a chart has its title, an axis with its unit, and a row a variant', async t => {
  const texts = all(await drawChart(summaryOf({ title: 'texts: of all kinds' })), /<text [^>]*>([^<]+)/g);
  for (const text of ['texts', 'of all kinds', 'requests per second', 'bare Fastify', 'ingress, security mode']) {
    t.ok(texts.includes(text), text);
  }
});

t.test('groups are drawn one below the other, under their names in their order', async t => {
  const groups = ['64 connections', '256 connections'];
  const grouped = groups.flatMap(group => result().series.map(one => ({ ...one, group })));
  const svg = await drawChart(summaryOf({ series: grouped }));
  t.strictSame(all(svg, /<text [^>]*>(\d+ connections)/g), groups);
});

t.test('several figures are points of a colour each, with a legend', async t => {
  const chart = { figures: ['p50 ms', 'p99 ms'], axis: 'milliseconds', scale: 'log' } as const;
  const one = series('ingress', [1, 2, 3]);
  const samples = one.samples.map(sample => ({ ...sample, others: { 'p50 ms': 1, 'p99 ms': 9 } }));
  const svg = await drawChart(summaryOf({ series: [{ ...one, samples }], baselines: [], chart }));
  t.match(svg, 'ingress, p50 ms: 1.00, from 1.00 to 1.00; ingress, p99 ms: 9.00');
  const texts = all(svg, /<text [^>]*>([^<]+)/g);
  t.ok(texts.includes('p50 ms') && texts.includes('p99 ms') && texts.includes('milliseconds'));
});

t.test('every colour is one of those that there are for light and for dark', async t => {
  const svg = await drawChart(summaryOf());
  const [light = '', dark = ''] = all(svg, /:root\{([^}]*)\}/g);
  for (const name of new Set(all(svg, /var\(--(\w+)\)/g))) {
    t.match(light, `--${name}:#`);
    t.match(dark, `--${name}:#`);
  }
  t.notMatch(svg.replace(/<style>.*<\/style>/, ''), /(?:fill|stroke)="(?!none|transparent|var)/, 'and no other');
});
