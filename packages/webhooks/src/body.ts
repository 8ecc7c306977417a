import type { Profile } from '@wechat-pipeline/follower-store';
import type { ReceivedPush } from '@wechat-pipeline/jobs';
import { KINDS, type KnownKind, type Push } from '@wechat-pipeline/wechat-core';
import * as z from 'zod';
import { PROFILE, profileInBody } from './profile-in-body.js';

// Sound: these are its keys.
const KNOWN_KINDS = Object.keys(KINDS) as readonly KnownKind[];
const KIND = z.enum([...KNOWN_KINDS, 'unknown']);

const PUSH = z
  .looseObject({
    kind: KIND,
    toUserName: z.string().describe('The account’s original ID, gh_…'),
    fromUserName: z.string().describe('The follower’s OpenID; in a few events the platform itself'),
    createTime: z.number().int().describe('Seconds since the epoch'),
    msgType: z.string().describe('As it came, whatever its case'),
    event: z.string().exactOptional().describe('Of an event: as it came, whatever its case'),
    fields: z
      .record(z.string(), z.unknown())
      .exactOptional()
      .describe('Of a push that no kind describes: every element, by WeChat’s name'),
  })
  .describe(
    'The push in WeChat’s words, the first letter lowered. Beside these it has the fields of its kind, and what WeChat sends and does not document: values are texts, numbers where WeChat documents one, lists and objects',
  );

const ACCOUNT = {
  account: z.string().nullable().describe('Its name in the account file; null: the environment’s'),
  appId: z.string(),
};

const OF_A_PUSH = z.strictObject({
  type: KIND.describe('The kind of the push'),
  timestamp: z.iso.datetime().describe('When it was sent or happened, as WeChat tells'),
  data: z.strictObject({
    ...ACCOUNT,
    receivedAt: z.iso.datetime({ precision: 3 }).describe('When it was received from WeChat'),
    push: PUSH,
    profile: PROFILE.nullable().describe(
      'What is known of the follower whom it is about, at the time of this attempt; null: nothing, or they follow no more',
    ),
  }),
});

const TEST = z.strictObject({
  type: z.literal('test').describe('Sent by `wechat webhooks test`'),
  timestamp: z.iso.datetime(),
  data: z.strictObject(ACCOUNT),
});

/** The JSON body of a delivery. */
export const DELIVERY_BODY = z.union([OF_A_PUSH, TEST]).describe('What is posted to a webhook of the account file');
export type DeliveryBody = z.infer<typeof DELIVERY_BODY>;

/** For who reads deliveries: `webhook.schema.json`. */
export function webhookJsonSchema(): object {
  return z.toJSONSchema(DELIVERY_BODY);
}

/** Whose endpoint it is. */
export interface BodyAccount {
  /** '' for the environment's. */
  readonly name: string;
  readonly appId: string;
}

/** @param profile of the follower whom the push is about, if any is kept */
export function bodyOf(
  { push, receivedAt }: ReceivedPush,
  { name, appId }: BodyAccount,
  profile: Profile | undefined,
): DeliveryBody {
  return {
    type: push.kind,
    timestamp: timeOf(push, receivedAt).toISOString(),
    data: {
      account: name || null,
      appId,
      receivedAt: new Date(receivedAt).toISOString(),
      push: { ...push },
      profile: profileInBody(profile),
    },
  };
}

export function testBody({ name, appId }: BodyAccount, at: Date): DeliveryBody {
  return { type: 'test', timestamp: at.toISOString(), data: { account: name || null, appId } };
}

/** Nothing has to be true of a CreateTime but that it is a number: one that no date can hold is not told. */
function timeOf({ createTime }: Push, receivedAt: number): Date {
  const time = new Date(createTime * 1_000);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() > 9_999 ? new Date(receivedAt) : time;
}
