import { readAccountFile } from '@wechat-pipeline/accounts/file';
import fc from 'fast-check';
import t from 'tap';
import { menuYaml } from '../src/menu/menu-yaml.js';

t.test('whatever stands in a menu, the file that is written is read as the same', async t => {
  const words = fc.constantFrom(
    'true',
    'null',
    '~',
    '007',
    '1e5',
    '- a',
    'a: b',
    '#',
    '{a}',
    '[a]',
    '"',
    "'",
    '&a',
    '*a',
    '!a',
    '好',
    '😀',
    ' ',
    '%',
    '@a',
    '`',
  );
  const key = fc.array(words, { minLength: 1, maxLength: 8 }).map(parts => parts.join(''));
  const name = fc.array(words, { minLength: 1, maxLength: 3 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(name, key, (name, key) => {
      const menu = {
        button: [
          { type: 'click', name, key },
          { name, sub_button: [{ type: 'click', name: key, key: name }] },
        ],
      };
      const conditionalMenus = [{ button: [{ type: 'click', name, key }], matchrule: { tag_id: '134' } }];
      t.strictSame(readAccountFile(menuYaml({ menu, conditionalMenus })).file, { menu, conditionalMenus });
    }),
  );
});

t.test('of nothing nothing is written', async t => {
  t.equal(menuYaml({ conditionalMenus: [] }), '');
});
