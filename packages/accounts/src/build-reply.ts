import {
  imageReply,
  musicReply,
  newsReply,
  type Reply,
  textReply,
  transferToCustomerService,
  videoReply,
  voiceReply,
} from '@wechat-pipeline/wechat-core/reply';
import type { ReplyKind, ReplySpec } from './reply-spec.js';

const BUILDERS: { readonly [K in ReplyKind]: (spec: NonNullable<ReplySpec[K]>) => Reply } = {
  text: textReply,
  image: imageReply,
  voice: voiceReply,
  video: videoReply,
  music: musicReply,
  news: article => newsReply([article]),
  transfer_customer_service: account => transferToCustomerService(account === true ? undefined : account),
};

/** @throws ReplyError for what the platform would not show */
export function buildReply(spec: ReplySpec): Reply {
  // Sound: the builders have every kind.
  const kind = (Object.keys(BUILDERS) as ReplyKind[]).find(name => spec[name] !== undefined)!;
  return build(kind, spec);
}

function build<K extends ReplyKind>(kind: K, spec: { readonly [N in K]?: ReplySpec[N] }): Reply {
  return BUILDERS[kind](spec[kind]!);
}
