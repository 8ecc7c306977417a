import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '@wechat-pipeline/follower-store';
import { KINDS, openPush, type Push, sign } from '@wechat-pipeline/wechat-core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t, { type Test } from 'tap';
import { bodyOf, DELIVERY_BODY, type DeliveryBody, testBody, webhookJsonSchema } from '../src/index.js';

const ROOT = join(import.meta.dirname, '../../../..');
const FIXTURES = join(ROOT, '../shared/wechat/fixtures');
const PUBLISHED = JSON.parse(readFileSync(join(ROOT, 'webhook.schema.json'), 'utf8'));
const SHOP = { name: 'shop', appId: 'wx0123456789abcdef' };
const AT = Date.parse('2026-11-24T08:00:00.500Z');
const HEADER = { toUserName: 'gh_account', fromUserName: 'oFollower', createTime: AT / 1_000 - 0.5, msgType: 'event' };

// Formats are told beside the schema by most validators, too.
const isValid = new Ajv2020({ validateFormats: false }).compile(PUBLISHED);

function check(t: Test, body: DeliveryBody, title: string): void {
  // As it arrives.
  const received = JSON.parse(JSON.stringify(body));
  t.ok(isValid(received), `${title} ${JSON.stringify(isValid.errors)}`);
  t.ok(DELIVERY_BODY.safeParse(received).success, title);
}

const received = (push: Push) => ({ appId: SHOP.appId, receivedAt: AT, push });

const PROFILE: Profile = {
  _id: 'wx0123456789abcdef:oFollower',
  appId: 'wx0123456789abcdef',
  openid: 'oFollower',
  lastEventAt: new Date(AT),
  subscribed: true,
  userInfoAt: new Date(AT),
  nickname: '小明',
  sex: 1,
  subscribeTime: new Date(AT),
  tagidList: [2, 100],
  viewCount: 3,
  lastViewAt: new Date(AT),
  lastViewUrl: 'https://example.com/members',
  order: { subscribe: { at: new Date(AT), receivedAt: new Date(AT) } },
};

t.test('the published schema is that of the program', async t => {
  t.strictSame(
    PUBLISHED,
    JSON.parse(JSON.stringify(webhookJsonSchema())),
    'npm run --silent wechat -- schema webhook > webhook.schema.json',
  );
});

t.test('a body has the push, whose it is, and what is known of the follower', async t => {
  const push: Push = { ...HEADER, kind: 'view', event: 'VIEW', eventKey: 'https://example.com/members' };
  t.strictSame(bodyOf(received(push), SHOP, PROFILE), {
    type: 'view',
    timestamp: '2026-11-24T08:00:00.000Z',
    data: {
      account: 'shop',
      appId: 'wx0123456789abcdef',
      receivedAt: '2026-11-24T08:00:00.500Z',
      push,
      profile: {
        openid: 'oFollower',
        userInfoAt: '2026-11-24T08:00:00.500Z',
        nickname: '小明',
        sex: 1,
        subscribeTime: '2026-11-24T08:00:00.500Z',
        tagidList: [2, 100],
        lastViewAt: '2026-11-24T08:00:00.500Z',
        lastViewUrl: 'https://example.com/members',
        viewCount: 3,
      },
    },
  });
});

t.test('of who has left, or was never there, nothing is told', async t => {
  const { _id, appId, openid, lastEventAt } = PROFILE;
  const tombstone: Profile = { _id, appId, openid, lastEventAt, subscribed: false, purgeAt: new Date(AT) };
  const push: Push = { ...HEADER, kind: 'unsubscribe', event: 'unsubscribe' };
  for (const profile of [tombstone, undefined]) {
    t.match(bodyOf(received(push), { ...SHOP, name: '' }, profile), { data: { account: null, profile: null } });
  }
});

t.test('bodies of pushes of every kind are as the schema says', async t => {
  for (const [kind, { type, needs, may }] of Object.entries(KINDS)) {
    // A text, a number, a list or an object, as the field reads it.
    const fields = Object.entries({ ...needs, ...may }).map(([name, field]) => [
      name,
      field.read('1') ?? field.read({}),
    ]);
    t.ok(fields.every(([, value]) => value !== undefined));
    // Sound: each field was read by its own reader.
    const push = { ...HEADER, ...(type === 'event' && { event: kind }), ...Object.fromEntries(fields), kind } as Push;
    check(t, bodyOf(received(push), SHOP, PROFILE), kind);
  }
  const unknown: Push = {
    ...HEADER,
    kind: 'unknown',
    event: 'of_tomorrow',
    fields: { Event: 'of_tomorrow', A: ['1', { B: '' }] },
  };
  check(t, bodyOf(received(unknown), SHOP, undefined), 'unknown');
  check(t, testBody({ ...SHOP, name: '' }, new Date(AT)), 'test');
});

t.test(
  'so are those of other implementations’ fixtures',
  existsSync(FIXTURES) ? {} : { skip: `there is no ${FIXTURES}` },
  async t => {
    const documents = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.xml'),
    );
    const [timestamp, nonce] = [String(AT / 1_000 - 0.5), 'nonce'];
    const query = { timestamp, nonce, signature: sign('token', timestamp, nonce) };
    const secrets = { tokens: ['token'], timestampToleranceSeconds: 0, mode: 'plaintext' } as const;
    const kinds = new Set<string>();
    for (const name of documents) {
      let push: Push;
      try {
        ({ push } = openPush(query, readFileSync(join(FIXTURES, name), 'utf8'), secrets, AT));
      } catch {
        continue; // A reply, or a document with litter in it.
      }
      kinds.add(push.kind);
      check(t, bodyOf(received(push), SHOP, undefined), name);
    }
    t.ok(kinds.size > 20, [...kinds].join(' '));
  },
);

t.test('what is not documented is refused by the schema', async t => {
  const push: Push = { ...HEADER, kind: 'view', event: 'VIEW', eventKey: 'https://example.com/' };
  const { data, ...rest } = bodyOf(received(push), SHOP, undefined);
  for (const wrong of [
    { ...rest },
    { ...rest, data: { ...data, order: {} } },
    { ...rest, data: { ...data, profile: { openid: 'o', order: {} } } },
    { ...rest, data, type: 'follow' },
  ]) {
    t.notOk(isValid(wrong));
  }
});

t.test('a CreateTime that no date holds is no reason not to deliver', async t => {
  for (const createTime of [999_999_999_999_999, 253_402_300_800, -1]) {
    const push: Push = { ...HEADER, createTime, kind: 'view', event: 'VIEW', eventKey: '' };
    check(t, bodyOf(received(push), SHOP, undefined), String(createTime));
  }
});
