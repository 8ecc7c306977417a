import t from 'tap';
import { csvLine } from '../src/suggestions/csv.js';
import { EXPORT_FORMATS } from '../src/suggestions/export-formats.js';

const suggestion = {
  _id: 's1',
  appId: 'wx1',
  openid: 'oFollower',
  at: new Date('2026-11-24T16:00:00Z'),
  receivedAt: new Date('2026-11-24T16:00:00.120Z'),
};
const inCsv = (text: string) => EXPORT_FORMATS.csv.line({ ...suggestion, text });

t.test('a field that holds what separates fields is quoted, and a quote in it is doubled', async t => {
  t.equal(csvLine(['a', 'b']), 'a,b\r\n');
  t.equal(csvLine(['a,b', 'say "hi"', 'one\ntwo', ' padded ']), '"a,b","say ""hi""","one\ntwo"," padded "\r\n');
});

t.test('what a spreadsheet would compute or fetch is a text with an apostrophe', async t => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '＝1', '＋1', '－1', '＠SUM(A1)']) {
    t.match(csvLine([formula]), /^"?'/, JSON.stringify(formula));
  }
  for (const text of ['a=1', '1+1', '晚上开放', "'=1", '']) t.equal(csvLine([text]), `${text}\r\n`);
  t.equal(csvLine(['=HYPERLINK("http://evil.example","x")']), `"'=HYPERLINK(""http://evil.example"",""x"")"\r\n`);
});

t.test('a suggestion in a csv is without its sign, and still no formula', async t => {
  t.equal(inCsv('@晚上开放'), '2026-11-25 00:00:00,oFollower,晚上开放\r\n');
  t.equal(inCsv('@ 晚上开放'), inCsv('@晚上开放'));
  t.equal(inCsv('建议：@晚上'), '2026-11-25 00:00:00,oFollower,建议：@晚上\r\n');
  for (const text of ['@=1', '@ =1', '@\n=1', '@@SUM(A1)', '=1', '@+86 10']) {
    t.match(inCsv(text), /,oFollower,"?'/, JSON.stringify(text));
  }
});

t.test('a line for programs has the text as it was sent', async t => {
  const { _id: id, ...rest } = suggestion;
  const line = EXPORT_FORMATS.jsonl.line({ ...suggestion, text: '@=1\n' });
  t.strictSame(JSON.parse(line), JSON.parse(JSON.stringify({ id, ...rest, text: '@=1\n' })));
  t.match(line, /^[^\n]+\n$/);
});
