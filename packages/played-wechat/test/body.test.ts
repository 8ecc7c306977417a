import { body, click, location, scan, subscribe, text, unsubscribe, view } from '@wechat-pipeline/played-wechat';
import t from 'tap';

const at = { createTime: 1348831860 };

t.test('a push is laid out as the platform does: strings in CDATA, numbers bare', async t => {
  t.equal(
    body({ ToUserName: 'gh_x', ...text('oA', '007', { ...at, msgId: '22477458341175809' }) }),
    `<xml><ToUserName><![CDATA[gh_x]]></ToUserName>
<FromUserName><![CDATA[oA]]></FromUserName>
<CreateTime>1348831860</CreateTime>
<MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[007]]></Content>
<MsgId>22477458341175809</MsgId>
</xml>`,
  );
});

t.test('coordinates and the menu’s ID are bare, with the zeros they end in', async t => {
  const place = location('oA', { latitude: '23.134520', longitude: 113.358803, label: 'L' }, { ...at, msgId: '1' });
  t.match(body(place), '<Location_X>23.134520</Location_X>\n<Location_Y>113.358803</Location_Y>\n<Scale>20</Scale>');
  t.match(
    body(view('oA', 'https://h/p?a=1&b=2', at)),
    '<EventKey><![CDATA[https://h/p?a=1&b=2]]></EventKey>\n<MenuId>426283190</MenuId>',
  );
  t.match(body({ MsgId: '1</MsgId>' }), '<MsgId><![CDATA[1</MsgId>]]></MsgId>');
});

t.test('the end of CDATA inside a text is split into two sections', async t => {
  t.match(body({ Content: 'a]]>b' }), '<Content><![CDATA[a]]]]><![CDATA[>b]]></Content>');
});

t.test('nested and repeated elements', async t => {
  const info = { Location_X: '23', PicList: { item: [{ PicMd5Sum: 'a' }, { PicMd5Sum: 'b' }] } };
  t.match(
    body({ Info: info }),
    '<Info><Location_X><![CDATA[23]]></Location_X><PicList><item><PicMd5Sum><![CDATA[a]]></PicMd5Sum></item><item><PicMd5Sum><![CDATA[b]]></PicMd5Sum></item></PicList></Info>',
  );
});

t.test('each event has the elements of the platform’s', async t => {
  const common = { FromUserName: 'oA', CreateTime: 1348831860, MsgType: 'event' };
  t.same(subscribe('oA', at), { ...common, Event: 'subscribe', EventKey: '' });
  t.same(subscribe('oA', { ...at, scene: '12', ticket: 'T' }), {
    ...common,
    Event: 'subscribe',
    EventKey: 'qrscene_12',
    Ticket: 'T',
  });
  t.same(unsubscribe('oA', at), { ...common, Event: 'unsubscribe', EventKey: '' });
  t.same(scan('oA', '12', { ...at, ticket: 'T' }), { ...common, Event: 'SCAN', EventKey: '12', Ticket: 'T' });
  t.same(click('oA', 'KEY', at), { ...common, Event: 'CLICK', EventKey: 'KEY' });
  t.same(view('oA', 'https://h/', { ...at, menuId: '7' }), {
    ...common,
    Event: 'VIEW',
    EventKey: 'https://h/',
    MenuId: '7',
  });
});

t.test('each message has a MsgId of its own, past what a JavaScript number can hold', async t => {
  const first = text('oA', 'x').MsgId;
  const second = text('oA', 'x').MsgId;
  t.not(first, second);
  t.notOk(Number.isSafeInteger(Number(first)));
});
