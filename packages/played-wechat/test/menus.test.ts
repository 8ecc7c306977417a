import t, { type Test } from 'tap';
import { type Json, setup } from './setup.js';

const OK = { errcode: 0, errmsg: 'ok' };
const CLICK = { type: 'click', name: '今日歌曲', key: 'V1001' };
const VIEW = { type: 'view', name: '搜索', url: 'https://shop.example/' };
const MENU = { button: [CLICK, { name: '菜单', sub_button: [VIEW, CLICK] }] };
const GOT = {
  button: [
    { ...CLICK, sub_button: [] },
    {
      name: '菜单',
      sub_button: [
        { ...VIEW, sub_button: [] },
        { ...CLICK, sub_button: [] },
      ],
    },
  ],
};

/** The APIs of menus by their last words, called with a good token. */
async function setupMenus(t: Test, options: Parameters<typeof setup>[1] = {}) {
  const { platform, get, post, stableToken } = await setup(t, options);
  const access_token = await stableToken();
  return {
    platform,
    get: (api: string) => get(`/cgi-bin/menu/${api}`, { access_token }),
    current: () => get('/cgi-bin/get_current_selfmenu_info', { access_token }),
    post: (api: string, body: Json | string) => post(`/cgi-bin/menu/${api}`, body, { access_token }),
  };
}

t.test(
  'a menu is told by get with sub_button everywhere, and by get_current_selfmenu_info in another shape',
  async t => {
    const { get, current, post } = await setupMenus(t);
    t.equal((await get('get')).errcode, 46003);
    t.same(await current(), { is_menu_open: 0, selfmenu_info: { button: [] } });
    t.same(await post('create', MENU), OK);
    t.same(await get('get'), { menu: GOT });
    t.same(await current(), {
      is_menu_open: 1,
      selfmenu_info: { button: [CLICK, { name: '菜单', sub_button: { list: [VIEW, CLICK] } }] },
    });
    t.same(await post('create', { button: [VIEW] }), OK);
    t.same(await get('get'), { menu: { button: [{ ...VIEW, sub_button: [] }] } });
    t.same(await get('delete'), OK);
    t.equal((await get('get')).errcode, 46003);
    t.same(await get('delete'), OK);
  },
);

t.test('a button is kept with the fields of its type alone', async t => {
  const { get, post } = await setupMenus(t);
  const button = [
    { ...VIEW, key: 'KEY', sub_button: [] },
    { type: 'miniprogram', name: 'a', appid: 'wx1', pagepath: 'p', url: 'http://old.example', media_id: 'm' },
    { type: 'click', name: '菜单', sub_button: [{ ...CLICK, appid: 'wx1' }] },
  ];
  t.same(await post('create', { button, matchrule: { tag_id: '2' } }), OK);
  t.same(await get('get'), {
    menu: {
      button: [
        { ...VIEW, sub_button: [] },
        { type: 'miniprogram', name: 'a', appid: 'wx1', pagepath: 'p', url: 'http://old.example', sub_button: [] },
        { name: '菜单', sub_button: [{ ...CLICK, sub_button: [] }] },
      ],
    },
  });
});

t.test('menus are refused with the platform’s errcode', async t => {
  const { get, post } = await setupMenus(t);
  const top = (button: Json) => ({ button: [button] });
  const sub = (button: Json) => ({ button: [{ name: 'a', sub_button: [button] }] });
  const five = [CLICK, CLICK, CLICK, CLICK, CLICK];
  const longUrl = `https://shop.example/${'a'.repeat(1_004)}`;
  const refusals: [number, Json][] = [
    [40015, { button: CLICK }],
    [40016, {}],
    [40016, { button: [] }],
    [40016, { button: [CLICK, CLICK, CLICK, CLICK] }],
    [40017, { button: ['a'] }],
    [40017, top({ ...CLICK, type: 'tap' })],
    [40017, top({ name: 'a', key: 'KEY' })],
    [40018, top({ ...CLICK, name: '' })],
    [40018, top({ ...CLICK, name: '好'.repeat(6) })],
    [40018, top({ name: 'a'.repeat(17), sub_button: [CLICK] })],
    [40019, top({ ...CLICK, key: undefined })],
    [40019, top({ ...CLICK, key: 'a'.repeat(129) })],
    [40020, top({ ...VIEW, url: '' })],
    [40020, top({ ...VIEW, url: longUrl })],
    [40055, top({ ...VIEW, url: 'shop.example' })],
    [40022, sub({ ...CLICK, sub_button: [CLICK] })],
    [40023, top({ name: 'a', sub_button: [] })],
    [40023, top({ name: 'a', sub_button: [...five, CLICK] })],
    [40024, sub({ ...CLICK, type: 'tap' })],
    [40024, sub({ name: 'a' })],
    [40025, sub({ ...CLICK, name: '好'.repeat(21) })],
    [40025, sub({ ...CLICK, name: undefined })],
    [40026, sub({ ...CLICK, key: '' })],
    [40026, sub({ ...CLICK, key: '好'.repeat(43) })],
    [40027, sub({ ...VIEW, url: undefined })],
    [40027, sub({ ...VIEW, url: longUrl })],
    [40054, sub({ ...VIEW, url: 'ftp://shop.example' })],
    [40007, top({ type: 'media_id', name: 'a' })],
    [40007, sub({ type: 'view_limited', name: 'a', media_id: '' })],
    [40007, top({ type: 'article_id', name: 'a' })],
    [40007, top({ type: 'article_view_limited', name: 'a', article_id: 7 })],
    [40166, top({ type: 'miniprogram', name: 'a', pagepath: 'p', url: 'https://a' })],
    [40165, top({ type: 'miniprogram', name: 'a', appid: 'wx1', url: 'https://a' })],
    [40020, top({ type: 'miniprogram', name: 'a', appid: 'wx1', pagepath: 'p' })],
  ];
  for (const [errcode, body] of refusals) t.equal((await post('create', body)).errcode, errcode, JSON.stringify(body));
  t.equal((await get('get')).errcode, 46003, 'and none of them is kept');
  for (const type of [
    'scancode_push',
    'scancode_waitmsg',
    'pic_sysphoto',
    'pic_photo_or_album',
    'pic_weixin',
    'location_select',
  ]) {
    t.equal((await post('create', top({ type, name: 'a' }))).errcode, 40019, type);
    t.same(await post('create', top({ type, name: 'a', key: 'KEY' })), OK);
  }
});

t.test('a menu has to come in plain UTF-8, without escapes', async t => {
  const { get, post } = await setupMenus(t);
  const escaped = '{"button":[{"type":"click","name":"\\u4eca\\u65e5","key":"KEY"}]}';
  t.match(await post('create', escaped), { errcode: 40033, errmsg: /^invalid charset/ });
  t.same(await post('create', JSON.parse(escaped)), OK);
  t.match(await get('get'), { menu: { button: [{ name: '今日' }] } });
  t.equal((await post('addconditional', escaped)).errcode, 40033);
});

t.test('conditional menus are told newest first, with the old name of tag_id', async t => {
  const { get, post } = await setupMenus(t);
  t.equal((await post('addconditional', { ...MENU, matchrule: { tag_id: '100' } })).errcode, 65303);
  await post('create', MENU);
  const first = await post('addconditional', { button: [CLICK], matchrule: { tag_id: 100 } });
  const second = await post('addconditional', { button: [VIEW], matchrule: { client_platform_type: '2', tag_id: '' } });
  t.match(first, { menuid: /^\d+$/ });
  t.same(await get('get'), {
    menu: { ...GOT, menuid: Number(first.menuid) - 1 },
    conditionalmenu: [
      {
        button: [{ ...VIEW, sub_button: [] }],
        matchrule: { client_platform_type: '2' },
        menuid: Number(second.menuid),
      },
      { button: [{ ...CLICK, sub_button: [] }], matchrule: { group_id: '100' }, menuid: Number(first.menuid) },
    ],
  });
  t.same(await post('delconditional', first), OK);
  t.equal((await post('delconditional', first)).errcode, 65301);
  t.equal((await post('delconditional', {})).errcode, 65301);
  await get('delete');
  await post('create', MENU);
  t.same(await get('get'), { menu: GOT }, 'delete has deleted the others, too');
});

t.test('conditional menus are refused with the platform’s errcode', async t => {
  const { post } = await setupMenus(t);
  await post('create', MENU);
  const matchrule = { tag_id: '100' };
  const page = (host: string) => ({ button: [{ ...VIEW, url: `https://${host}/` }], matchrule });
  const refusals: [number, Json][] = [
    [65304, { button: [CLICK] }],
    [65304, { button: [CLICK], matchrule: {} }],
    [65304, { button: [CLICK], matchrule: { tag_id: '' } }],
    ...['sex', 'country', 'province', 'city', 'language'].map((name): [number, Json] => [
      65320,
      { button: [CLICK], matchrule: { ...matchrule, [name]: '1' } },
    ]),
    [65307, { matchrule }],
    [65307, { button: [], matchrule }],
    [65308, { button: [{ name: 'a' }], matchrule }],
    [65308, { button: [{ name: 'a', sub_button: [{ name: 'a' }] }], matchrule }],
    [40016, { button: [CLICK, CLICK, CLICK, CLICK], matchrule }],
    [40018, { button: [{ ...CLICK, name: '' }], matchrule }],
  ];
  for (const [errcode, body] of refusals) {
    t.equal((await post('addconditional', body)).errcode, errcode, JSON.stringify(body));
  }
  for (const host of ['a.example', 'b.example', 'c.example', 'C.example']) await post('addconditional', page(host));
  t.equal((await post('addconditional', page('d.example'))).errcode, 65316, 'the fourth domain of all together');
});

t.test('trymatch goes by the last tag and the client, and tells the default menu to who matches none', async t => {
  const { platform, post } = await setupMenus(t);
  platform.follow('oNobody');
  platform.follow('oTagged', { tagid_list: [101, 100] });
  platform.follow('oOnce', { tagid_list: [100, 101] });
  platform.follow('oAndroid', { tagid_list: [100], client_platform_type: 2 });
  platform.follow('oGone');
  platform.unfollow('oGone');
  const seenBy = (user_id: string) => post('trymatch', { user_id });
  t.equal((await seenBy('oNobody')).errcode, 46003);
  await post('create', { button: [{ ...CLICK, name: 'default' }] });
  await post('addconditional', {
    button: [{ ...CLICK, name: 'both' }],
    matchrule: { tag_id: 100, client_platform_type: 2 },
  });
  await post('addconditional', {
    button: [{ ...CLICK, name: 'other client' }],
    matchrule: { client_platform_type: '3', tag_id: '100' },
  });
  for (const [openid, name] of [
    ['oNobody', 'default'],
    ['oTagged', 'other client'],
    ['oOnce', 'default'],
    ['oAndroid', 'both'],
  ] as const) {
    t.same(await seenBy(openid), { button: [{ ...CLICK, name, sub_button: [] }] }, openid);
  }
  t.equal((await seenBy('oGone')).errcode, 65302);
  t.equal((await seenBy('oStranger')).errcode, 65302);
  t.equal((await post('trymatch', {})).errcode, 65302);
});
