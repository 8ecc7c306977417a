import t from 'tap';
import { MalformedPushError, openHandshake, openPush, type Push, UnverifiedPushError } from '../src/index.js';
import { readFixtures, SHARED_MATERIAL } from './shared-material.js';
import { eventOf, NOW, SECRETS, signedQuery, textOf, xmlOf } from './signed-query.js';

const open = (body: string, query: Record<string, unknown> = signedQuery()): Push =>
  openPush(query, body, SECRETS, NOW).push;

t.test('a handshake is answered with echostr, verbatim', async t => {
  t.equal(openHandshake({ ...signedQuery(), echostr: '<b> 4375' }, SECRETS, NOW), '<b> 4375');
  t.throws(() => openHandshake(signedQuery(), SECRETS, NOW), { code: 'query_missing' });
});

t.test('a push is refused before its body is looked at', async t => {
  const signed = signedQuery();
  const refused: readonly [title: string, query: Record<string, unknown>, code: string][] = [
    ['without a query', {}, 'query_missing'],
    ['without a signature', { ...signed, signature: undefined }, 'query_repeated'],
    ['with an empty signature', { ...signed, signature: '' }, 'query_missing'],
    ['signed with another token', signedQuery({ token: 'another' }), 'signature_mismatch'],
    ['with another nonce', { ...signed, nonce: '1' }, 'signature_mismatch'],
    ['with a parameter repeated', { ...signed, nonce: [signed.nonce, signed.nonce] }, 'query_repeated'],
    ['with a parameter of no concern repeated', { ...signed, openid: ['a', 'b'] }, 'query_repeated'],
    ['signed 301 seconds ago', signedQuery({ secondsAgo: 301 }), 'timestamp_stale'],
    ['signed 301 seconds ahead', signedQuery({ secondsAgo: -301 }), 'timestamp_stale'],
  ];
  for (const [title, query, code] of refused) {
    t.throws(() => open('no XML at all', query), { name: 'UnverifiedPushError', code }, title);
  }
});

t.test('a push is taken up to the tolerance, and at any age when that is off', async t => {
  t.equal(open(textOf('hi'), signedQuery({ secondsAgo: 300 })).kind, 'text');
  t.equal(open(textOf('hi'), signedQuery({ secondsAgo: -300 })).kind, 'text');
  const anyAge = { ...SECRETS, timestampToleranceSeconds: 0 };
  t.equal(openPush(signedQuery({ secondsAgo: 1_000_000 }), textOf('hi'), anyAge, NOW).push.kind, 'text');
});

t.test('a body that is no push is refused with a reason', async t => {
  const deep = `${'<a>'.repeat(17)}${'</a>'.repeat(17)}`;
  const refused: readonly [title: string, body: string, code: string][] = [
    ['empty', '', 'xml_root'],
    ['plain text', 'hello', 'xml_root'],
    ['HTML', '<html><body/></html>', 'xml_root'],
    ['another root', '<XML><a/></XML>', 'xml_root'],
    ['a root without elements', '<xml>text</xml>', 'xml_root'],
    ['a DOCTYPE', `<!DOCTYPE xml>${textOf('hi')}`, 'xml_doctype'],
    ['a DOCTYPE behind a declaration', `<?xml version="1.0"?>\n<!doctype xml>${textOf('hi')}`, 'xml_doctype'],
    ['an entity of its own', `<!DOCTYPE xml [<!ENTITY a "b">]>${textOf('hi')}`, 'xml_doctype'],
    [
      'an external entity',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><a>&e;</a></xml>',
      'xml_doctype',
    ],
    ['a DOCTYPE inside of the root', xmlOf('<!DOCTYPE xml><MsgType>text</MsgType>'), 'xml_doctype'],
    ['an unknown entity', xmlOf('<MsgType>text</MsgType><Content>&e;</Content>'), 'xml_malformed'],
    ['a character that does not exist', xmlOf('<MsgType>text</MsgType><Content>&#xD800;</Content>'), 'xml_malformed'],
    ['truncated', textOf('hi').slice(0, -8), 'xml_malformed'],
    ['truncated in a CDATA section', textOf('hi').slice(0, 30), 'xml_malformed'],
    ['crossed elements', '<xml><a><b></a></b></xml>', 'xml_malformed'],
    ['text behind the root', `${textOf('hi')}more`, 'xml_malformed'],
    ['two roots', textOf('hi') + textOf('hi'), 'xml_malformed'],
    ['too deep', xmlOf(deep), 'xml_malformed'],
    ['an element __proto__', xmlOf('<__proto__><a>1</a></__proto__><MsgType>text</MsgType>'), 'xml_malformed'],
    ['an element constructor', xmlOf('<constructor>1</constructor><MsgType>text</MsgType>'), 'xml_malformed'],
    ['no MsgType', xmlOf('<Content>hi</Content>'), 'field_missing'],
    ['no FromUserName', '<xml><MsgType>text</MsgType><ToUserName>gh</ToUserName></xml>', 'field_missing'],
    ['no CreateTime', textOf('hi').replace(/<CreateTime>.*<\/CreateTime>/, ''), 'field_missing'],
    ['an event without Event', xmlOf('<MsgType>event</MsgType>'), 'field_missing'],
    ['a text without Content', xmlOf('<MsgType>text</MsgType>'), 'field_missing'],
    ['a VIEW without EventKey', eventOf('VIEW'), 'field_missing'],
    ['two MsgTypes', xmlOf('<MsgType>text</MsgType><MsgType>event</MsgType>'), 'field_repeated'],
    ['a nested MsgType', xmlOf('<MsgType><a>text</a></MsgType>'), 'field_repeated'],
    ['an odd FromUserName', xmlOf('<MsgType>image</MsgType>', { from: 'o where' }), 'field_malformed'],
    ['an endless FromUserName', xmlOf('<MsgType>image</MsgType>', { from: 'o'.repeat(129) }), 'field_malformed'],
    ['an empty FromUserName', xmlOf('<MsgType>image</MsgType>', { from: '' }), 'field_malformed'],
    ...['', '-1', '1e9', '0x10', '1.5', ' ', '1795305600000', 'Infinity'].map(
      createTime =>
        [`CreateTime ${createTime}`, xmlOf('<MsgType>image</MsgType>', { createTime }), 'field_malformed'] as const,
    ),
  ].map(row => row as [string, string, string]);
  for (const [title, body, code] of refused) {
    const error = t.throws(() => open(body), { name: 'MalformedPushError', code }, title);
    t.notMatch((error as Error).message, /\n/, `one line: ${title}`);
  }
  t.notOk(Object.hasOwn(Object.prototype, 'a'), 'no prototype was touched');
});

t.test('text stays text: no number, no boolean, no trimming', async t => {
  for (const content of [
    '00123',
    '1e5',
    '0x1F',
    '+8613800000000',
    'true',
    'null',
    ' 1 ',
    '\n',
    '0',
    '',
    '@',
    '你好🙂',
  ]) {
    t.match(open(textOf(content)), { kind: 'text', content, msgId: '22477458341175809' }, JSON.stringify(content));
  }
});

t.test('text is read in every way that XML writes it', async t => {
  const written: readonly [element: string, content: string][] = [
    ['<Content>a &amp;&lt;&gt;&quot;&apos; &#20320;&#x597D;</Content>', 'a &<>"\' 你好'],
    ['<Content><![CDATA[a &amp; <b>]]></Content>', 'a &amp; <b>'],
    ['<Content>\n  <![CDATA[ a ]]>\n</Content>', ' a '],
    ['<Content><![CDATA[a]]]]><![CDATA[>b]]></Content>', 'a]]>b'],
    ['<Content><![CDATA[<!DOCTYPE html>]]></Content>', '<!DOCTYPE html>'],
    ['<Content/>', ''],
    ['<Content></Content>', ''],
    ['<Content>a<!-- no -->b</Content>', 'ab'],
    ['<Content>![CDATA[xxx]]</Content>', '![CDATA[xxx]]'],
  ];
  for (const [element, content] of written) {
    t.match(open(xmlOf(`<MsgType>text</MsgType>${element}`)), { kind: 'text', content }, element);
  }
});

t.test('a byte order mark, a declaration, and the web client’s litter do no harm', async t => {
  t.match(open(`\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${textOf('hi')}\n`), { kind: 'text', content: 'hi' });
  t.match(open(textOf('hi').replace('</xml>', 'webwx_msg_cli_ver_0x1</xml>')), { kind: 'text', content: 'hi' });
});

t.test('each kind is told by MsgType and Event, whatever their case', async t => {
  const kinds: readonly [body: string, expected: Record<string, unknown>][] = [
    [
      xmlOf('<MsgType>Image</MsgType><PicUrl>u</PicUrl><MediaId>m</MediaId>'),
      { kind: 'image', msgType: 'Image', picUrl: 'u' },
    ],
    [xmlOf('<MsgType>voice</MsgType><MediaId16K>m</MediaId16K>'), { kind: 'voice', mediaId16K: 'm' }],
    [xmlOf('<MsgType>video</MsgType>'), { kind: 'video' }],
    [xmlOf('<MsgType>shortvideo</MsgType>'), { kind: 'shortvideo' }],
    [xmlOf('<MsgType>location</MsgType><Location_X>23.10</Location_X>'), { kind: 'location', location_X: '23.10' }],
    [xmlOf('<MsgType>link</MsgType><Url>u</Url>'), { kind: 'link', url: 'u' }],
    [
      eventOf('subscribe', '<EventKey>qrscene_007</EventKey><Ticket>t</Ticket>'),
      { kind: 'subscribe', eventKey: 'qrscene_007' },
    ],
    [eventOf('unsubscribe'), { kind: 'unsubscribe', event: 'unsubscribe' }],
    [eventOf('scan', '<EventKey>007</EventKey>'), { kind: 'scan', event: 'scan', eventKey: '007' }],
    [eventOf('CLICK', '<EventKey>k</EventKey>'), { kind: 'click', eventKey: 'k' }],
    [eventOf('VIEW', '<EventKey>https://a/?b=1</EventKey><MenuId>9</MenuId>'), { kind: 'view', menuId: '9' }],
    [eventOf('LOCATION', '<Latitude>23.1</Latitude>'), { kind: 'location_report', latitude: '23.1' }],
    [eventOf('WXA_media_check'), { kind: 'unknown', event: 'WXA_media_check' }],
    [xmlOf('<MsgType>hologram</MsgType>'), { kind: 'unknown', msgType: 'hologram' }],
    [eventOf('hasOwnProperty'), { kind: 'unknown' }],
    [xmlOf('<MsgType>toString</MsgType>'), { kind: 'unknown' }],
  ];
  for (const [body, expected] of kinds) {
    t.match(open(body), {
      createTime: 1_795_305_600,
      toUserName: 'gh_account',
      fromUserName: 'oFollower',
      ...expected,
    });
  }
});

t.test('an element of a known kind cannot pass itself off as another field', async t => {
  const push = open(eventOf('subscribe', '<kind>view</kind><createTime>1</createTime><EventKey><a>1</a></EventKey>'));
  t.match(push, { kind: 'subscribe', createTime: 1_795_305_600 });
  t.notOk('eventKey' in push, 'what is nested is not text');
});

t.test('of an unknown kind every element can be read, lists as lists', async t => {
  const push = open(eventOf('wxa_media_check', '<List><item>1</item><item>2</item><item>3</item></List>'));
  t.equal(push.kind, 'unknown');
  t.strictSame(push.kind === 'unknown' && { ...(push.fields.List as object) }, { item: ['1', '2', '3'] });
});

t.test('errors tell a stable code and belong to one family', async t => {
  t.throws(() => open('hello'), MalformedPushError);
  t.throws(() => open('hello', {}), UnverifiedPushError);
});

t.test('every fixture of other implementations opens', SHARED_MATERIAL, async t => {
  const fixtures = readFixtures().filter(({ kind }) => kind !== 'reply');
  t.ok(fixtures.length > 100);
  for (const { file, document, MsgType, Event } of fixtures) {
    const push = open(document);
    t.equal(push.msgType, MsgType, file);
    if (Event) t.equal('event' in push ? push.event : undefined, Event, file);
  }
});

t.test('the type leaves no kind out', async t => {
  const describe = (push: Push): string => {
    switch (push.kind) {
      case 'text':
        return push.content;
      case 'view':
      case 'click':
      case 'scan':
        return push.eventKey;
      case 'unknown':
        return Object.keys(push.fields).join();
      default:
        // @ts-expect-error what is left has no text of its own
        return push.content ?? push.kind;
    }
  };
  t.equal(describe(open(textOf('hi'))), 'hi');
});
