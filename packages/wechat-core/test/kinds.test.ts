import t from 'tap';
import {
  encrypt,
  KINDS,
  type KnownKind,
  openPush,
  type Push,
  type PushMode,
  type PushOf,
  parseEncodingAesKey,
  sign,
  subjectOf,
} from '../src/index.js';
import { type Elements, KIND_FIXTURES } from './kind-fixtures.js';
import { readFixtures, SHARED_MATERIAL } from './shared-material.js';
import { eventOf, NOW, SECRETS, signedQuery, TOKEN, xmlOf } from './signed-query.js';
import { writeJson, writeXml } from './write-document.js';

const APP_ID = 'wx0123456789abcdef';
const KEY = parseEncodingAesKey('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG');
const HEADER = { ToUserName: 'gh_account', FromUserName: 'oFollower', CreateTime: NOW / 1_000 };

const open = (body: string): Push => openPush(signedQuery(), body, SECRETS, NOW).push;

/** Opens a document that came in that mode. */
function openIn(mode: PushMode, document: string, format: 'xml' | 'json', elements: Elements): Push {
  if (mode === 'plaintext') return open(document);
  const encrypted = encrypt(document, KEY, APP_ID);
  const query = signedQuery();
  const { timestamp = '', nonce = '' } = query;
  const outer = { ...(mode === 'compatibility' ? elements : { ToUserName: 'gh_account' }), Encrypt: encrypted };
  return openPush(
    { ...query, encrypt_type: 'aes', msg_signature: sign(TOKEN, timestamp, nonce, encrypted) },
    format === 'xml' ? writeXml(outer) : writeJson(outer),
    { ...SECRETS, mode, encryption: { appId: APP_ID, aesKeys: [KEY] } },
    NOW,
  ).push;
}

/** As it goes through a queue: without prototypes, and without what is undefined. */
const plain = (push: object): unknown => JSON.parse(JSON.stringify(push));

for (const [kind, { elements, expected }] of Object.entries(KIND_FIXTURES)) {
  t.test(`${kind} reads the same in XML and JSON, in each mode`, async t => {
    const isEvent = KINDS[kind as KnownKind].type === 'event';
    const msgType = isEvent ? 'event' : kind;
    const document = { ...HEADER, MsgType: msgType, ...elements };
    const whole = {
      kind,
      toUserName: 'gh_account',
      fromUserName: 'oFollower',
      createTime: NOW / 1_000,
      msgType,
      ...(isEvent && { event: elements.Event }),
      ...expected,
    };
    for (const mode of ['plaintext', 'compatibility', 'security'] as const) {
      t.strictSame(plain(openIn(mode, writeXml(document), 'xml', document)), whole, `${mode}, XML`);
      t.strictSame(plain(openIn(mode, writeJson(document), 'json', document)), whole, `${mode}, JSON`);
    }
  });
}

t.test('a follower is told also where the platform itself is the sender, in each spelling', async t => {
  const subject = (event: string, elements: string) => subjectOf(open(eventOf(event, elements)));
  for (const event of ['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation']) {
    t.equal(subject(event, '<OpenID>oSubject</OpenID>'), 'oSubject');
    t.equal(subject(event, '<openid>oSubject</openid>'), 'oSubject');
    t.equal(subject(event, '<RevokeInfo>1</RevokeInfo>'), '', 'nobody is named');
  }
  t.equal(subject('subscribe', '<OpenID>oOther</OpenID>'), 'oFollower');
  t.equal(subject('wxa_media_check', ''), 'oFollower');
  const json =
    '{"ToUserName":"gh","FromUserName":"platform","CreateTime":1,"MsgType":"event","Event":"user_authorization_revoke"," OpenID":"oSubject"}';
  t.equal(subjectOf(open(json)), 'oSubject', 'as a sample of the platform has it');
});

t.test('old names of events and fields mean the same', async t => {
  t.match(open(eventOf('FREEPUBLISHJOBFINISH')), { kind: 'publishjobfinish', event: 'FREEPUBLISHJOBFINISH' });
  t.match(open(eventOf('TEMPLATESENDJOBFINISH', '<MsgId>1</MsgId>')), { msgID: '1' });
  t.match(open(eventOf('user_info_modified', '<openid>o</openid><appid>wx</appid>')), { openID: 'o', appID: 'wx' });
});

t.test('a list is a list however it comes', async t => {
  const lists: readonly [elements: string, expected: unknown][] = [
    ['', undefined],
    ['<SendPicsInfo></SendPicsInfo>', {}],
    ['<SendPicsInfo><PicList></PicList></SendPicsInfo>', { picList: [] }],
    ['<SendPicsInfo><PicList><item/></PicList></SendPicsInfo>', { picList: [] }],
    [
      '<SendPicsInfo><PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList></SendPicsInfo>',
      { picList: [{ picMd5Sum: 'a' }] },
    ],
    ['<SendPicsInfo><PicList>odd</PicList></SendPicsInfo>', { picList: [] }],
    ['<SendPicsInfo>odd</SendPicsInfo>', undefined],
    ['<SendPicsInfo><Count>two</Count></SendPicsInfo>', {}],
  ];
  for (const [elements, expected] of lists) {
    const push = open(eventOf('pic_weixin', elements)) as PushOf<'pic_weixin'>;
    t.strictSame(push.sendPicsInfo, expected, elements);
  }
  const json = (picList: string) =>
    open(
      `{"ToUserName":"gh","FromUserName":"o","CreateTime":1,"MsgType":"event","Event":"pic_weixin","SendPicsInfo":{"PicList":${picList}}}`,
    );
  for (const picList of [
    '[{"PicMd5Sum":"a"}]',
    '{"PicMd5Sum":"a"}',
    '{"item":{"PicMd5Sum":"a"}}',
    '{"item":[{"PicMd5Sum":"a"}]}',
  ]) {
    t.match(json(picList), { sendPicsInfo: { picList: [{ picMd5Sum: 'a' }] } }, picList);
  }
});

t.test('a number that is none is left out, as is one that would be rounded', async t => {
  for (const total of ['', 'many', '1.5', '1e3', '0x10', ' 1', '9007199254740993']) {
    const push = open(eventOf('MASSSENDJOBFINISH', `<TotalCount>${total}</TotalCount><SentCount>3</SentCount>`));
    t.match(push, { kind: 'masssendjobfinish', sentCount: 3 });
    t.notOk('totalCount' in push, total);
  }
});

t.test('what the platform does not document is kept as it came, under no documented name', async t => {
  const push = open(
    xmlOf(
      '<MsgType>text</MsgType><Content>hi</Content><BusinessId>01</BusinessId><Extra><a>1</a></Extra>' +
        '<kind>view</kind><createTime>1</createTime><msgType>event</msgType><content>forged</content><toString>1</toString>',
    ),
  );
  t.match(push, { kind: 'text', createTime: NOW / 1_000, msgType: 'text', businessId: '01', extra: { a: '1' } });
  t.equal(String(push), '[object Object]', 'nothing of an object’s own is taken from it');
});

t.test('every element of the fixtures of other implementations can be read', SHARED_MATERIAL, async t => {
  const counts = { known: 0, unknown: 0 };
  for (const { file, document, kind, MsgType, Event, fields } of readFixtures()) {
    if (kind === 'reply') continue;
    const push = open(document);
    counts[push.kind === 'unknown' ? 'unknown' : 'known'] += 1;
    if (push.kind === 'unknown') {
      t.notOk((Event ?? MsgType).toLowerCase() in KINDS, `${file} is of no known kind`);
      t.strictSame([...new Set(fields)].sort(), Object.keys(push.fields).sort(), file);
      continue;
    }
    const keys = fields.map(name => {
      const key = name.charAt(0).toLowerCase() + name.slice(1);
      return { openid: 'openID', appid: 'appID' }[key] ?? key;
    });
    t.strictSame([...new Set(['kind', ...keys])].sort(), Object.keys(push).sort(), file);
  }
  t.ok(counts.known >= 45, `${counts.known} are of known kinds`);
});

t.test('the type tells the kinds apart, and their fields', async t => {
  const describe = (push: Push): string => {
    switch (push.kind) {
      case 'click':
        // @ts-expect-error a button has no ticket
        return push.eventKey + push.ticket;
      case 'masssendjobfinish':
        return (push.sentCount ?? 0).toFixed();
      case 'pic_weixin':
        return push.sendPicsInfo?.picList?.map(({ picMd5Sum }) => picMd5Sum).join() ?? '';
      case 'unknown':
        return Object.keys(push.fields).join();
      // @ts-expect-error there is no such kind
      case 'masssend':
        return '';
      default:
        // @ts-expect-error it may be absent
        return push.msgId;
    }
  };
  t.equal(describe(open(eventOf('MASSSENDJOBFINISH', '<SentCount>3</SentCount>'))), '3');
});
