import { checkJson } from '@wechat-pipeline/push-fuzz';
import fc from 'fast-check';
import t from 'tap';
import { parseJson } from '../src/json.js';

/** The fields as plain objects, which `strictSame` compares. */
const read = (text: string): unknown => JSON.parse(JSON.stringify(parseJson(text)));

t.test('numbers stay as they came, in all of JSON’s ways of writing them', async t => {
  for (const number of ['0', '-0', '1795305600', '22477458341175809', '1700827132819554304', '1.50', '-2e3', '1E400']) {
    t.strictSame(read(`{"a":${number},"b":[ ${number} ]}`), { a: number, b: [number] }, number);
  }
  for (const number of ['01', '1.', '.5', '+1', '1e', '1-2', '1.2.3', '0x10', '- 1', 'NaN', 'Infinity', '1_000']) {
    t.throws(() => parseJson(`{"a":${number}}`), { code: 'json_malformed' }, number);
  }
});

t.test('strings stay as they came, whatever is in them', async t => {
  const strings: readonly [written: string, string: string][] = [
    ['"1,2"', '1,2'],
    ['"{\\"a\\":1}"', '{"a":1}'],
    ['"\\\\"', '\\'],
    ['"\\\\\\""', '\\"'],
    ['"\\/\\b\\f\\n\\r\\t"', '/\b\f\n\r\t'],
    ['"\\u4f60\\uD83D\\uDE42"', '你🙂'],
    ['"\\ud83d"', '\ud83d'],
    ['"a\u0000\n\u001bb"', 'a\u0000\n\u001bb'],
    ['"\u0001\\u0002"', '\u0001\u0002'],
    ['true', 'true'],
    ['null', ''],
  ];
  for (const [written, string] of strings) t.equal(parseJson(`{"a":${written}}`).a, string, written);
  for (const written of ['"a', '"a\\"', '"\\x41"', '"\\u12"', '"\\u12g4"', '"\\', "'a'", 'a', 'nul', 'True']) {
    t.throws(() => parseJson(`{"a":${written}}`), { code: 'json_malformed' }, written);
  }
});

t.test('what is no object of fields with plain names is refused', async t => {
  const refused = [
    '',
    ' ',
    '[]',
    '"a"',
    '1',
    'null',
    '{',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '{,"a":1}',
    '{"a":1 "b":2}',
    '{"a":1}}',
    '{"a":1}{"b":2}',
    '{a:1}',
    '{1:2}',
    '{"a":[1,]}',
    '{"a":[1 2]}',
    '{"a":[1}',
    '{"a":1}\u00a0',
    '{"a":1,"a":2}',
    '{"a":1," a":2}',
    '{"__proto__":{"a":1}}',
    '{"a":{"\\u005f_proto__":1}}',
    '{"constructor":1}',
    '{"prototype ":1}',
  ];
  for (const text of refused) t.throws(() => parseJson(text), { code: 'json_malformed' }, text);
  t.notOk(Object.hasOwn(Object.prototype, 'a'), 'no prototype was touched');
});

t.test('an object is read up to 16 deep, behind a byte order mark, and inherits nothing', async t => {
  const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  t.ok(parseJson(nested(16)));
  t.throws(() => parseJson(nested(17)), { code: 'json_malformed' });
  t.throws(() => parseJson(nested(1_000_000)), { code: 'json_malformed' });
  t.strictSame(read('\uFEFF{"MsgType":"text"}'), { MsgType: 'text' });
  const fields = parseJson('{"a":{" OpenID":"o"}}');
  for (const name of ['toString', 'constructor', '__proto__'])
    t.notOk(name in fields || name in Object(fields.a), name);
  t.strictSame(read('{"a":{" OpenID":"o"}}'), { a: { OpenID: 'o' } });
});

t.test('what JSON.parse reads is read alike, what it refuses is refused', async t => {
  const values = fc.dictionary(fc.constantFrom('a', ' b', '"c\\'), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 });
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u00e9',
    '\\n',
    '"a"',
    '"b":',
    ' ',
    '1',
    '-',
    '.',
    'e',
    '0',
  ];
  const inserted = fc.array(fc.constantFrom(...pieces, 'null', 'true', '你'), { maxLength: 2 });
  const mutations = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 }), inserted), { maxLength: 2 });
  const texts = fc.tuple(values, mutations).map(([value, changes]) => {
    const characters = [...JSON.stringify(value)];
    for (const [at, deleted, pieces] of changes) characters.splice(at % (characters.length + 1), deleted, ...pieces);
    return characters.join('');
  });
  let taken = 0;
  const check = (text: string) => {
    taken += Number(checkJson(text));
  };
  fc.assert(fc.property(texts, check), { numRuns: 5_000 });
  t.ok(taken > 1_000, `${taken} of 5,000 are taken`);
});
