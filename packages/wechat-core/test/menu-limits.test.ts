import t from 'tap';
import { conditionalMenuProblems, menuProblems, sharedMenuProblems } from '../src/index.js';

const CLICK = { type: 'click', name: 'a', key: 'KEY' };
const view = (url: unknown) => ({ type: 'view', name: 'a', url });
const below = (...sub_button: unknown[]) => ({ button: [{ name: 'menu', sub_button }] });
const told = (problems: ReturnType<typeof menuProblems>) =>
  problems.map(({ path, expected, got }) => `${path}: expected ${expected}, got ${got}`);

t.test('a menu at its limits has no problem', async t => {
  const atLimits = { type: 'view', name: '好'.repeat(20), url: `https://shop.example/${'a'.repeat(1_003)}` };
  const menus: readonly unknown[] = [
    { button: [CLICK] },
    { button: [{ type: 'click', name: 'a'.repeat(16), key: '好'.repeat(42) }, CLICK, CLICK] },
    { button: [{ name: '好'.repeat(5), sub_button: [atLimits, CLICK, CLICK, CLICK, CLICK] }] },
    { button: [{ ...CLICK, sub_button: [] }] },
    below({ ...CLICK, sub_button: [] }),
    { button: [view('HTTP://shop.example:8080/?q=%E5%A5%BD#a')] },
    { button: [{ ...CLICK, name: 'C:\\users' }] },
    { button: ['a', 'b', 'c'].map(host => view(`https://${host}.example/`)) },
  ];
  for (const menu of menus) t.strictSame(menuProblems(menu), [], JSON.stringify(menu));
});

t.test('each limit that is not kept to is told with its place', async t => {
  const types =
    'click, view, scancode_push, scancode_waitmsg, pic_sysphoto, pic_photo_or_album, pic_weixin, location_select, ' +
    'media_id, view_limited, article_id, article_view_limited, miniprogram';
  const refused: readonly (readonly [menu: unknown, ...problems: string[]])[] = [
    [undefined, ': expected a menu, got none'],
    [[], ': expected a menu, got a list'],
    [{}, 'button: expected a list of 1 to 3 buttons, got none'],
    [{ button: {} }, 'button: expected a list of 1 to 3 buttons, got an object'],
    [{ button: [] }, 'button: expected 1 to 3 buttons, got 0'],
    [{ button: [CLICK, CLICK, CLICK, CLICK] }, 'button: expected 1 to 3 buttons, got 4'],
    [{ button: [CLICK, null] }, 'button[1]: expected a button, got null'],
    [{ button: [{ name: 'a' }] }, 'button[0]: expected a type or sub_button, got neither'],
    [{ button: [{ ...CLICK, name: undefined }] }, 'button[0].name: expected a string that is not empty, got none'],
    [{ button: [{ ...CLICK, name: '' }] }, 'button[0].name: expected a string that is not empty, got ""'],
    [{ button: [{ ...CLICK, name: '好'.repeat(6) }] }, 'button[0].name: expected at most 16 bytes, got 18'],
    [{ button: [{ ...CLICK, key: 7 }] }, 'button[0].key: expected a string that is not empty, got 7'],
    [{ button: [{ ...CLICK, key: 'a'.repeat(129) }] }, 'button[0].key: expected at most 128 bytes, got 129'],
    [{ button: [{ ...CLICK, type: 'tap' }] }, `button[0].type: expected one of ${types}, got "tap"`],
    [{ button: [{ ...CLICK, type: 'toString' }] }, `button[0].type: expected one of ${types}, got "toString"`],
    [
      { button: [view(`https://shop.example/${'a'.repeat(1_004)}`)] },
      'button[0].url: expected at most 1024 bytes, got 1025',
    ],
    ...['shop.example', '//shop.example', 'weixin://dl/chat', 'https://', 'javascript:alert()'].map(
      url =>
        [{ button: [view(url)] }, 'button[0].url: expected an address with http:// or https://, got another'] as const,
    ),
    ...['a\u0000', 'a\u001f', 'a\ud83d', '\\u4f60'].map(
      name =>
        [
          { button: [{ ...CLICK, name }] },
          'button[0].name: expected no control character, half of a surrogate pair or \\uXXXX, got one',
        ] as const,
    ),
    [
      { button: [{ type: 'miniprogram', name: 'a' }] },
      'button[0].appid: expected a string that is not empty, got none',
      'button[0].pagepath: expected a string that is not empty, got none',
      'button[0].url: expected a string that is not empty, got none',
    ],
    ...[
      ['view', 'url'],
      ['scancode_push', 'key'],
      ['scancode_waitmsg', 'key'],
      ['pic_sysphoto', 'key'],
      ['pic_photo_or_album', 'key'],
      ['pic_weixin', 'key'],
      ['location_select', 'key'],
      ['media_id', 'media_id'],
      ['view_limited', 'media_id'],
      ['article_id', 'article_id'],
      ['article_view_limited', 'article_id'],
    ].map(
      ([type, field]) =>
        [
          below({ type, name: 'a' }),
          `button[0].sub_button[0].${field}: expected a string that is not empty, got none`,
        ] as const,
    ),
    [below(), 'button[0].sub_button: expected 1 to 5 buttons, got 0'],
    [below(CLICK, CLICK, CLICK, CLICK, CLICK, CLICK), 'button[0].sub_button: expected 1 to 5 buttons, got 6'],
    [
      { button: [{ name: 'a', sub_button: { list: [CLICK] } }] },
      'button[0].sub_button: expected a list of 1 to 5 buttons, got an object',
    ],
    [{ button: [{ ...CLICK, sub_button: [CLICK] }] }, 'button[0].type: expected none beside sub_button, got "click"'],
    [
      below(CLICK, CLICK, view('shop.example')),
      'button[0].sub_button[2].url: expected an address with http:// or https://, got another',
    ],
    [below({ ...CLICK, name: '好'.repeat(21) }), 'button[0].sub_button[0].name: expected at most 60 bytes, got 63'],
    [below({ name: 'a' }), `button[0].sub_button[0].type: expected one of ${types}, got none`],
    [
      below({ ...CLICK, sub_button: [CLICK] }),
      'button[0].sub_button[0].sub_button: expected none, a menu having two levels, got a list',
    ],
    [{ button: [CLICK], matchrule: { tag_id: '1' } }, 'matchrule: expected none in a default menu, got an object'],
  ];
  for (const [menu, ...problems] of refused) t.strictSame(told(menuProblems(menu)), problems, JSON.stringify(menu));
});

t.test('a conditional menu has a rule, by tag and client alone, and leads to at most three domains', async t => {
  const button = [CLICK];
  for (const matchrule of [
    { tag_id: '134' },
    { client_platform_type: '3' },
    { tag_id: '2', client_platform_type: '1' },
  ]) {
    t.strictSame(conditionalMenuProblems({ button, matchrule }), []);
  }
  const pages = (...hosts: string[]) => [
    { name: 'a', sub_button: hosts.map(host => view(`https://${host}/`)) },
    view('https://a.example/more'),
    { type: 'miniprogram', name: 'a', appid: 'wx1', pagepath: 'p', url: 'https://old.example/' },
  ];
  const matchrule = { tag_id: '134' };
  t.strictSame(conditionalMenuProblems({ button: pages('a.example', 'b.example', 'C.example'), matchrule }), []);

  const refused: readonly (readonly [menu: unknown, ...problems: string[]])[] = [
    [null, ': expected a menu, got null'],
    [{ matchrule }, 'button: expected a list of 1 to 3 buttons, got none'],
    [{ button: [{ ...CLICK, key: '' }], matchrule }, 'button[0].key: expected a string that is not empty, got ""'],
    [{ button }, 'matchrule: expected a rule, got none'],
    [{ button, matchrule: {} }, 'matchrule: expected tag_id, client_platform_type or both, got neither'],
    [
      { button, matchrule: { tag_id: 134 } },
      'matchrule.tag_id: expected a tag’s id as a string, such as "134", got 134',
    ],
    [
      { button, matchrule: { tag_id: 'VIP' } },
      'matchrule.tag_id: expected a tag’s id as a string, such as "134", got "VIP"',
    ],
    [
      { button, matchrule: { client_platform_type: '4' } },
      'matchrule.client_platform_type: expected "1" (iOS), "2" (Android) or "3" (other), got "4"',
    ],
    ...['sex', 'country', 'province', 'city', 'language', 'group_id'].map(
      name =>
        [
          { button, matchrule: { ...matchrule, [name]: '1' } },
          `matchrule.${name}: expected nothing but tag_id and client_platform_type, got "1"`,
        ] as const,
    ),
    [
      { button: pages('a.example', 'b.example', 'c.example', 'd.example'), matchrule },
      'button: expected pages of at most 3 domains, got 4',
    ],
  ];
  for (const [menu, ...problems] of refused) {
    t.strictSame(told(conditionalMenuProblems(menu)), problems, JSON.stringify(menu));
  }
});

t.test('all conditional menus together lead to at most three domains', async t => {
  const menuTo = (...hosts: string[]) => ({ button: hosts.map(host => view(`https://${host}/`)) });
  const within = [menuTo('a.example', 'b.example'), menuTo('B.example', 'c.example'), menuTo('a.example')];
  t.strictSame(sharedMenuProblems([]), []);
  t.strictSame(sharedMenuProblems(within), []);
  t.strictSame(told(sharedMenuProblems([...within, menuTo('d.example')])), [
    ': expected pages of at most 3 domains together, got 4',
  ]);
  t.strictSame(sharedMenuProblems([null, {}, { button: 'none' }]), [], 'what is no menu is told elsewhere');
});
