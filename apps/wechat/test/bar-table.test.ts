import stringWidth from 'string-width';
import t from 'tap';
import { barTable } from '../src/bar-table.js';

const HEAD = { label: 'entry', figures: ['views', 'share'] };
const row = (label: string, views: number, part: number) => ({
  label,
  figures: [String(views), `${(part * 100).toFixed(0)} %`],
  part,
});
const ROWS = [row('首页', 1_200, 1), row('更多 › 价目表', 600, 0.5), row('Shop', 3, 0.0025), row('会员', 0, 0)];

t.test('columns stand below each other, though Chinese characters are two columns wide', async t => {
  t.equal(
    barTable(HEAD, ROWS, undefined),
    [
      'entry          views  share',
      '首页            1200  100 %  ████████████████████████',
      '更多 › 价目表    600   50 %  ████████████',
      'Shop               3    0 %  ▏',
      '会员               0    0 %',
    ].join('\n'),
  );
});

t.test('on a terminal bars take the room that there is, up to 40 columns', async t => {
  const barsAt = (columns: number) => {
    const lines = barTable(HEAD, ROWS, columns).split('\n');
    t.ok(
      lines.every(line => stringWidth(line) < columns),
      `${columns} columns`,
    );
    return lines.map(line => /[█▏▎▍▌▋▊▉]*$/.exec(line)![0]);
  };
  t.strictSame(barsAt(200), ['', '█'.repeat(40), '█'.repeat(20), '▏', '']);
  t.strictSame(barsAt(50), ['', '█'.repeat(20), '█'.repeat(10), '▏', '']);
  t.strictSame(barsAt(42), ['', '█'.repeat(12), '█'.repeat(6), '▏', '']);
});

t.test('a label that is too long for the terminal lacks its middle, and nowhere else anything', async t => {
  const url = `https://example.com/${'长'.repeat(40)}/price-list.html`;
  const rows = [row(url, 5, 1), row(`更多 › ${'很'.repeat(40)}长`, 4, 0.8), row('👩‍👩‍👧'.repeat(40), 1, 0.2)];
  t.ok(barTable(HEAD, rows, undefined).includes(url));
  for (let columns = 30; columns < 130; columns += 1) {
    const lines = barTable(HEAD, rows, columns).split('\n');
    t.ok(
      lines.every(line => stringWidth(line) < columns),
      `${columns} columns`,
    );
  }
  t.equal(
    barTable(HEAD, rows, 60),
    [
      'entry                        views  share',
      'https://examp…ice-list.html      5  100 %  ████████████████',
      '更多 › 很很很…很很很很很长       4   80 %  ████████████▊',
      '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧…👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧        1   20 %  ███▎',
    ].join('\n'),
  );
});

t.test('a terminal that is much too narrow gets labels, figures and no bars', async t => {
  t.match(barTable(HEAD, ROWS, 10), /^首页 +1200 +100 %$/m);
});
