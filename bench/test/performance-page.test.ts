import t from 'tap';
import { performancePage } from '../src/publish/performance-page.js';
import { targetsTable } from '../src/publish/targets-table.js';
import { summaryOf } from './summaries.js';

const PAGE = '# Page\n\n<!-- bench: targets --><!-- /bench -->\n\n<!-- bench: text -->\nold\n<!-- /bench -->\n\nmore\n';

t.test('a table stands between its markers, with its command, its machine and its versions', async t => {
  const page = performancePage(PAGE, [summaryOf()]);
  t.notMatch(page, 'old');
  t.match(page, /<!-- bench: text -->\n\n.*\n\n<!-- \/bench -->\n\nmore\n$/s);
  const head = /\| variant \| at \| reqs\/s \[min–max] \| server CPU µs\/req \| p99 ms \| × bare Fastify \| by CPU \|/;
  t.match(page, head);
  t.match(page, '| ingress | 64 connections | 900 [900–1,100] | 1,111 | 9.00 | 0.90 [0.55–0.90] | 0.90 [0.55–0.90] |');
  t.match(page, '- `npm run bench -- text`, 2026-11-25; [the figures](performance/text.json)');
  t.match(page, '2 cores, AMD EPYC, 24 GiB, Linux 6.1, load average 0.1 before; node 20.20.2');
  t.match(page, 'redis 7.0.15\n- a note');
  t.equal(performancePage(page, [summaryOf()]), page, 'and once more nothing changes');
});

t.test('a result that the page has no place for gets one at its end', async t => {
  const page = performancePage(PAGE, [summaryOf({ name: 'extra' })]);
  t.match(page, /more\n\n## extra\n\n<!-- bench: extra -->\n\n<a id="extra">/);
  t.match(page, '<!-- bench: text -->\n\nNot measured yet.\n\n<!-- /bench -->');
});

t.test('where a column is compared its ratio is shown, and not that of what is done per second', async t => {
  const page = performancePage(PAGE, [summaryOf({ compared: ['p99 ms'] })]);
  t.match(page, '| p99 ms | p99 ms ÷ bare Fastify |\n');
  t.match(page, '| ingress | 64 connections | 900 [900–1,100] | 1,111 | 9.00 | 0.90 [0.55–0.90] |\n');
});

const target = { what: 'texts', target: '≥ 0.90', result: 'text', variant: 'ingress', group: '64 connections' };

t.test('a target stands beside what was reached', async t => {
  const table = (more: object) => targetsTable([summaryOf({ compared: ['p99 ms'] })], [{ ...target, ...more }]);
  const end = ' | [`npm run bench -- text`](#text) |';
  t.match(
    table({ against: 'bare Fastify' }),
    `| texts | ≥ 0.90 | 0.90 [0.55–0.90] | 0.90 [0.55–0.90]${end}`,
    'per second and by processor time',
  );
  t.match(table({ against: 'bare Fastify', figure: 'p99 ms' }), `≥ 0.90 | 0.90 [0.55–0.90] | ${end}`);
  t.match(
    table({ figure: 'p99 ms', beside: 'bare Fastify' }),
    `| 9.00 [9.00–11.0]; bare Fastify: 10.0 [10.0–20.0] | ${end}`,
  );
});

t.test('a target that was not measured says so; one whose figure is gone from its result is an error', async t => {
  const not = '| texts | ≥ 0.90 | not measured |  |  |';
  t.match(targetsTable([], [target]), not);
  const skipped = { ...target, variant: 'a peer', figure: 'p99 ms', mayBeSkipped: true } as const;
  t.match(targetsTable([summaryOf()], [skipped]), not, 'nor was who was skipped');
  for (const more of [{ variant: 'gone', figure: 'p99 ms' }, { figure: 'gone' }, { against: 'gone' }]) {
    t.throws(() => targetsTable([summaryOf()], [{ ...target, ...more }]), {
      message: /^expected the result text to have a figure for “texts”, there is none at .*gone/,
    });
  }
});
