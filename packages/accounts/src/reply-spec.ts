import { WechatError } from '@wechat-pipeline/wechat-core/errors';
import * as z from 'zod';
import { buildReply } from './build-reply.js';

/** The passive replies, each under WeChat's `MsgType`; a reply in the file has one of them. */
export const REPLY_FIELDS = {
  text: z.string().describe('A text of at most 2,048 bytes (UTF-8); \\n breaks lines, <a href="…"> links'),
  image: z.string().describe('The media ID of a picture'),
  voice: z.string().describe('The media ID of a recording'),
  video: z
    .strictObject({
      mediaId: z.string(),
      title: z.string().exactOptional(),
      description: z.string().exactOptional(),
    })
    .describe('A video'),
  music: z
    .strictObject({
      thumbMediaId: z.string().describe('The media ID of the picture that is shown with it'),
      title: z.string().exactOptional(),
      description: z.string().exactOptional(),
      musicUrl: z.string().exactOptional(),
      hqMusicUrl: z.string().exactOptional().describe('Used where there is Wi-Fi'),
    })
    .describe('Music'),
  news: z
    .strictObject({
      title: z.string(),
      description: z.string().exactOptional(),
      picUrl: z.string().exactOptional().describe('360 × 200 pixels, or 200 × 200'),
      url: z.string(),
    })
    .describe('An article'),
  transfer_customer_service: z
    .union([z.literal(true), z.string()])
    .describe('Hand the message over to customer service: true for anyone, or an account such as test1@test'),
};

type ReplyFields = typeof REPLY_FIELDS;
export type ReplyKind = keyof ReplyFields;
export const REPLY_KINDS = Object.keys(REPLY_FIELDS) as readonly ReplyKind[];

/** What stands in the place of a reply: one of these, beside whatever else belongs there; see {@link checkReply}. */
export const REPLY_SHAPE = Object.fromEntries(
  Object.entries(REPLY_FIELDS).map(([kind, field]) => [kind, field.exactOptional()]),
  // Sound: each field has its entry.
) as { readonly [K in ReplyKind]: z.ZodExactOptional<ReplyFields[K]> };

export type ReplySpec = { readonly [K in ReplyKind]?: z.infer<ReplyFields[K]> };

/** There is one reply, and the platform would show it. */
export function checkReply(spec: ReplySpec, context: z.core.$RefinementCtx): void {
  const kinds = REPLY_KINDS.filter(kind => spec[kind] !== undefined);
  if (kinds.length !== 1) {
    const message = `expected one of ${REPLY_KINDS.join(', ')}, got ${kinds.join(' and ') || 'none'}`;
    context.addIssue({ code: 'custom', message });
    return;
  }
  try {
    buildReply(spec);
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
    context.addIssue({ code: 'custom', message: error.message, path: [...kinds] });
  }
}
