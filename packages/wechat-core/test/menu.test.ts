import type { ApiPath } from '@wechat-pipeline/played-wechat';
import fc from 'fast-check';
import t from 'tap';
import {
  addConditionalMenu,
  type ConditionalMenu,
  conditionalMenuProblems,
  createMenu,
  createTag,
  deleteConditionalMenu,
  deleteMenu,
  getCurrentMenu,
  getMenu,
  type MatchRule,
  type Menu,
  MenuError,
  matchMenu,
  menuProblems,
  normaliseMenu,
  tagFollowers,
} from '../src/index.js';
import { playAccount } from './played-account.js';

const GET = '/cgi-bin/menu/get';
const CURRENT = '/cgi-bin/get_current_selfmenu_info';

/** One of each type. */
const MENU: Menu = {
  button: [
    {
      name: '菜单',
      sub_button: [
        { type: 'view', name: '搜索 🔍', url: 'https://shop.example/?a=1&b=2' },
        { type: 'miniprogram', name: '小程序', appid: 'wx1', pagepath: 'pages/index', url: 'https://shop.example/' },
        { type: 'media_id', name: '图片', media_id: 'm1' },
        { type: 'view_limited', name: '图文', media_id: 'm2' },
        { type: 'article_id', name: '文章', article_id: 'a1' },
      ],
    },
    {
      name: '扫码',
      sub_button: [
        { type: 'scancode_push', name: '扫一扫', key: 'SCAN' },
        { type: 'scancode_waitmsg', name: '扫码等', key: 'SCAN_WAIT' },
        { type: 'pic_sysphoto', name: '拍照', key: 'PHOTO' },
        { type: 'pic_photo_or_album', name: '相片', key: 'ALBUM' },
        { type: 'pic_weixin', name: '相册', key: 'WEIXIN' },
      ],
    },
    { type: 'click', name: '今日歌曲', key: 'V1001_TODAY_MUSIC' },
  ],
};
const SMALL: Menu = {
  button: [
    { type: 'location_select', name: '位置', key: 'PLACE' },
    { type: 'article_view_limited', name: '文章', article_id: 'a2' },
  ],
};
const conditional = (name: string, matchrule: MatchRule): ConditionalMenu => ({
  button: [{ type: 'click', name, key: 'KEY' }],
  matchrule,
});

t.test('what was created, what is got and what is in force are the same, value for value', async t => {
  const { api } = await playAccount(t);
  for (const menu of [MENU, SMALL]) {
    await createMenu(api, menu);
    t.strictSame((await getMenu(api))?.menu, menu);
    t.strictSame(await getCurrentMenu(api), { is_menu_open: 1, menu });
    t.strictSame(normaliseMenu(menu), menu);
  }
});

t.test('where there is no menu, none is told, and deleting it is no error', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o0');
  t.equal(await getMenu(api), undefined);
  t.equal(await matchMenu(api, 'o0'), undefined);
  t.strictSame(await getCurrentMenu(api), { is_menu_open: 0, menu: undefined });
  await deleteMenu(api);
  platform.faults.add({ path: GET, times: 1, kind: 'errcode', errcode: 46002 });
  await t.rejects(getMenu(api), { code: 'errcode_46002' }, 'but no other errcode is taken for that');
});

t.test('menus are sent in plain UTF-8: none of these characters is refused for an escape', async t => {
  const { api, platform } = await playAccount(t);
  for (const name of ['菜单', '🙂', 'é"\\/', '\u2028\u00ad', '<&>', 'a\nb\t']) {
    await createMenu(api, { button: [{ type: 'click', name, key: name }] });
    t.match((await getMenu(api))?.menu, { button: [{ name, key: name }] });
  }
  t.strictSame(platform.calls.errcodes, {});
});

t.test('a menu that the platform would refuse is not sent, and every problem is told', async t => {
  const { platform, api } = await playAccount(t);
  const menu: Menu = {
    button: [
      { type: 'click', name: '今日歌曲和更多', key: '' },
      { name: '菜单', sub_button: [{ type: 'view', name: '搜索', url: 'shop.example' }] },
    ],
  };
  const error = (await t.rejects(createMenu(api, menu), MenuError)) as MenuError;
  t.match(error, {
    name: 'MenuError',
    code: 'request_malformed',
    message:
      'button[0].name: expected at most 16 bytes, got 21; ' +
      'button[0].key: expected a string that is not empty, got ""; ' +
      'button[1].sub_button[0].url: expected an address with http:// or https://, got another',
  });
  t.equal(error.problems.length, 3);
  const withRule = addConditionalMenu(api, { ...menu, matchrule: { tag_id: 'VIP' } });
  await t.rejects(withRule, { message: /; matchrule\.tag_id: expected a tag’s id as a string/ });
  t.strictSame(platform.calls.paths, {});
});

t.test('a menu has problems if and only if the platform would refuse it', async t => {
  const { api } = await playAccount(t);
  const text = fc.oneof(
    { weight: 30, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }) },
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom('', 'a'.repeat(16), 'a'.repeat(17), 'a'.repeat(60), 'a'.repeat(61), 'a'.repeat(129), '\\u4eca'),
  );
  const page = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('https://shop.example/', 'http://a', 'HTTPS://a/?b') },
    fc.constantFrom('shop.example', 'https:', ''),
  );
  const button = fc.oneof(
    fc.record({ type: fc.constantFrom('click', 'pic_weixin'), name: text, key: text }),
    fc.record({ type: fc.constant('view'), name: text, url: page }),
    fc.record({ type: fc.constant('miniprogram'), name: text, appid: text, pagepath: text, url: page }),
    fc.record({ type: fc.constant('media_id'), name: text, media_id: text }),
  );
  const sub_button = fc.array(button, { minLength: 1, maxLength: 6 });
  const menus = fc.record({
    button: fc.array(fc.oneof({ weight: 3, arbitrary: button }, fc.record({ name: text, sub_button })), {
      maxLength: 4,
    }),
  });
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(menus, async menu => {
      const call = api.call('/cgi-bin/menu/create', { body: menu });
      const isTaken = await call.then(
        () => true,
        () => false,
      );
      if (isTaken) taken += 1;
      return isTaken === (menuProblems(menu).length === 0);
    }),
    { numRuns: 300 },
  );
  t.ok(taken > 30 && taken < 270, 'and there are many of both');
});

t.test('a conditional menu is seen by those whom it matches, the newest first', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('oNobody');
  platform.follow('oVip');
  platform.follow('oPhone', { client_platform_type: 1 });
  const vip = await createTag(api, 'VIP');
  const old = await createTag(api, 'old');
  await tagFollowers(api, vip.id, ['oVip', 'oPhone']);
  await createMenu(api, SMALL);
  const ids = [
    await addConditionalMenu(api, conditional('first', { tag_id: String(vip.id) })),
    await addConditionalMenu(api, conditional('iOS', { client_platform_type: '1' })),
    await addConditionalMenu(api, conditional('both', { tag_id: String(old.id), client_platform_type: '1' })),
  ];
  const seenBy = async (openid: string) => (await matchMenu(api, openid))?.button[0]?.name;
  t.strictSame([await seenBy('oNobody'), await seenBy('oVip'), await seenBy('oPhone')], ['位置', 'first', 'iOS']);

  await tagFollowers(api, old.id, ['oVip', 'oPhone']);
  t.strictSame([await seenBy('oVip'), await seenBy('oPhone')], ['位置', 'both'], 'the last tag counts');
  t.strictSame((await getMenu(api))?.conditionalmenu, [
    { ...conditional('both', { tag_id: String(old.id), client_platform_type: '1' }), menuid: ids[2] },
    { ...conditional('iOS', { client_platform_type: '1' }), menuid: ids[1] },
    { ...conditional('first', { tag_id: String(vip.id) }), menuid: ids[0] },
  ]);

  await deleteConditionalMenu(api, ids[1]!);
  t.equal((await getMenu(api))?.conditionalmenu.length, 2);
  await createMenu(api, MENU);
  t.equal((await getMenu(api))?.conditionalmenu.length, 2, 'another default menu leaves them');
  await deleteMenu(api);
  t.equal(await getMenu(api), undefined);
  await createMenu(api, SMALL);
  t.equal((await getMenu(api))?.conditionalmenu.length, 0, 'deleting the default menu does not');
});

t.test('what the platform alone can know of menus, it answers with its errcodes', async t => {
  const { platform, api } = await playAccount(t);
  platform.follow('o0');
  const ofTag = (host: string): ConditionalMenu => ({
    button: [{ type: 'view', name: 'page', url: `https://${host}/` }],
    matchrule: { tag_id: '134' },
  });
  await t.rejects(addConditionalMenu(api, ofTag('a.example')), { code: 'errcode_65303' });
  await createMenu(api, SMALL);
  for (const host of ['a.example', 'b.example', 'c.example', 'A.example']) await addConditionalMenu(api, ofTag(host));
  await t.rejects(addConditionalMenu(api, ofTag('d.example')), { code: 'errcode_65316' });
  await t.rejects(deleteConditionalMenu(api, '1'), { code: 'errcode_65301' });
  await t.rejects(matchMenu(api, 'oNobody'), { code: 'errcode_65302' });
});

t.test('a menu that was made in the console is told with its own types', async t => {
  const { platform, api } = await playAccount(t);
  const news = { type: 'news', name: '图文', value: 'm1', news_info: { list: [{ title: '标题', show_cover: 0 }] } };
  const text = { type: 'text', name: '问候', value: '你好' };
  const view = { type: 'view', name: '官网', url: 'https://shop.example/' };
  const tomorrow = { type: 'tomorrow', name: '新', anything: 1 };
  const button = [{ name: '菜单', sub_button: { list: [text, news, view] } }, tomorrow];
  platform.faults.add({
    path: CURRENT,
    times: 1,
    kind: 'malformed',
    body: JSON.stringify({ is_menu_open: 1, selfmenu_info: { button } }),
  });
  t.strictSame(await getCurrentMenu(api), {
    is_menu_open: 1,
    menu: { button: [{ name: '菜单', sub_button: [text, news, view] }, tomorrow] },
  });
});

t.test('a button keeps what its type has, and a rule the names that it was created with', async t => {
  const { platform, api } = await playAccount(t);
  const button = { type: 'view', name: '官网', url: 'https://shop.example/', key: 'KEY', sub_button: [] };
  platform.faults.add({
    path: GET,
    times: 1,
    kind: 'malformed',
    body: JSON.stringify({
      menu: { button: [button], menuid: 1 },
      conditionalmenu: [
        { button: [button], matchrule: { group_id: 2, client_platform_type: 1, country: '中国', city: '' }, menuid: 2 },
      ],
    }),
  });
  const view = { type: 'view', name: '官网', url: 'https://shop.example/' };
  t.strictSame(await getMenu(api), {
    menu: { button: [view] },
    conditionalmenu: [
      { button: [view], matchrule: { client_platform_type: '1', country: '中国', tag_id: '2' }, menuid: '2' },
    ],
  });
});

t.test('answers that do not tell what was asked for are unreadable', async t => {
  const { platform, api } = await playAccount(t);
  const menu = '"menu":{"button":[{"name":"a"}]}';
  const answers: readonly [path: ApiPath, body: string, call: () => Promise<unknown>][] = [
    [GET, '{}', () => getMenu(api)],
    [GET, '{"menu":{"button":{}}}', () => getMenu(api)],
    [GET, '{"menu":{"button":[null]}}', () => getMenu(api)],
    [GET, '{"menu":{"button":[{"type":"click"}]}}', () => getMenu(api)],
    [GET, '{"menu":{"button":[{"name":"a","sub_button":[null]}]}}', () => getMenu(api)],
    [GET, `{${menu},"conditionalmenu":{}}`, () => getMenu(api)],
    [GET, `{${menu},"conditionalmenu":[{"button":[],"menuid":1}]}`, () => getMenu(api)],
    [GET, `{${menu},"conditionalmenu":[{"button":[],"matchrule":{}}]}`, () => getMenu(api)],
    [CURRENT, '{"selfmenu_info":{"button":[]}}', () => getCurrentMenu(api)],
    [CURRENT, '{"is_menu_open":1,"selfmenu_info":[]}', () => getCurrentMenu(api)],
    ['/cgi-bin/menu/trymatch', '{"menu":[]}', () => matchMenu(api, 'o0')],
    ['/cgi-bin/menu/addconditional', '{"errcode":0}', () => addConditionalMenu(api, conditional('a', { tag_id: '1' }))],
    ['/cgi-bin/menu/addconditional', '{"menuid":""}', () => addConditionalMenu(api, conditional('a', { tag_id: '1' }))],
  ];
  for (const [path, body, call] of answers) {
    platform.faults.add({ path, times: 1, kind: 'malformed', body });
    await t.rejects(call(), { code: 'api_unreadable' }, body);
  }
});

t.test('a menu that cannot be does not compile', async t => {
  const key = 'KEY';
  const name = 'a';
  const sub_button = [{ type: 'click', name, key }] as const;
  const good: Menu = { button: [...sub_button, { name, sub_button }] };
  t.strictSame(menuProblems(good), []);
  const menus: readonly Menu[] = [
    // @ts-expect-error a click has a key
    { button: [{ type: 'click', name }] },
    // @ts-expect-error a mini program has a page for old clients
    { button: [{ type: 'miniprogram', name, appid: 'wx1', pagepath: 'pages/index' }] },
    // @ts-expect-error there is no such type
    { button: [{ type: 'tap', name, key }] },
    // @ts-expect-error the API cannot make what the console can
    { button: [{ type: 'text', name, value: '你好' }] },
    // @ts-expect-error a button has a type or buttons below it
    { button: [{ type: 'click', name, key, sub_button }] },
    // @ts-expect-error and one of them
    { button: [{ name }] },
    // @ts-expect-error there are two levels
    { button: [{ name, sub_button: [{ name, sub_button }] }] },
    // @ts-expect-error a default menu has no rule
    conditional('a', { tag_id: '134' }),
  ];
  for (const menu of menus) t.not(menuProblems(menu).length, 0, JSON.stringify(menu));

  // @ts-expect-error a page has no key
  const menu: Menu = { button: [{ type: 'view', name, url: 'https://shop.example/', key }] };
  t.strictSame(normaliseMenu(menu), { button: [{ type: 'view', name, url: 'https://shop.example/' }] });

  const rules: readonly MatchRule[] = [
    // @ts-expect-error a rule tells something
    {},
    // @ts-expect-error nobody is matched by personal data
    { tag_id: '134', sex: '1' },
    // @ts-expect-error there is no such client
    { client_platform_type: '4' },
    // @ts-expect-error a tag's id is a string here
    { tag_id: 134 },
  ];
  for (const rule of rules) t.equal(conditionalMenuProblems(conditional('a', rule)).length, 1, JSON.stringify(rule));
});
