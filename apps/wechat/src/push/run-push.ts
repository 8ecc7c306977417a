import { createPusher, type PushFields, type PushResult } from '@wechat-pipeline/played-wechat';
import type { PushFormat, PushMode } from '@wechat-pipeline/wechat-core';
import { Failure } from '../failure.js';
import type { GlobalOptions } from '../global-options.js';
import type { Terminal } from '../terminal.js';
import { buildPush } from './build-push.js';
import { parseFields } from './parse-fields.js';
import { type PushTarget, pushTarget } from './push-target.js';

export interface PushOptions extends GlobalOptions {
  readonly url?: string;
  readonly mode?: PushMode;
  readonly format?: PushFormat;
  readonly openid: string;
  readonly scene?: string;
  readonly field?: readonly string[];
  readonly twice?: boolean;
  readonly force?: boolean;
}

/** Pushes as WeChat does, but for its second and third try, and tells what was answered. */
export async function runPush(
  kind: string,
  value: string | undefined,
  options: PushOptions,
  terminal: Terminal,
): Promise<void> {
  const { openid, scene, field = [], twice = false, force = false } = options;
  const push = buildPush({ kind, value, openid, scene, fields: parseFields(field), isForced: force });
  const target = withWishes(pushTarget(options.account, options.url), options);
  const pusher = createPusher({ ...target, tries: 1 });
  const results: PushResult[] = [];
  for (const delivery of twice ? [push, push] : [push]) results.push(await deliver(() => pusher.push(delivery)));
  terminal.note(`${push.Event ?? push.MsgType} → ${target.url} (${target.mode}, ${target.format})`);
  terminal.result(report(target, push, results), results.map(describe).join('\n'));
  const refused = results.find(({ delivered }) => !delivered);
  if (refused) throw new Failure(`Not delivered: ${whyNot(refused, target)}`);
}

function withWishes(target: PushTarget, { mode = target.mode, format = target.format }: PushOptions): PushTarget {
  if (mode !== 'plaintext' && target.encodingAesKey === undefined) {
    throw new Failure(`expected an EncodingAESKey for ${mode} mode, got none: set WECHAT_ENCODING_AES_KEY`);
  }
  return { ...target, mode, format };
}

async function deliver(push: () => Promise<PushResult>): Promise<PushResult> {
  try {
    return await push();
  } catch (error) {
    throw new Failure(`The answer cannot be opened: ${error instanceof Error ? error.message : error}`);
  }
}

function report({ url, mode, format }: PushTarget, push: PushFields, results: readonly PushResult[]): object {
  const deliveries = results.map(({ answer, reply, delivered, milliseconds }) => {
    return { delivered, milliseconds: Math.round(milliseconds), ...answer, ...(reply !== undefined && { reply }) };
  });
  return { url, mode, format, push, deliveries };
}

function describe({ answer, reply, milliseconds }: PushResult): string {
  if (answer === undefined) return `no answer · ${Math.round(milliseconds)} ms`;
  const { status, contentType = 'no content type', body } = answer;
  return `${status} · ${contentType} · ${Math.round(milliseconds)} ms\n${reply ?? body}`;
}

/** What the ingress means by a status, and what to do about it. */
const WHY: Readonly<Record<number, string>> = {
  400: 'its body is no push: a field that this kind always has may be missing or wrong.',
  403: 'the ingress does not take it as WeChat’s: is its token the one that is set here, its mode no stronger, its clock right?',
  404: 'there is no such path, or no such account: compare --url with WECHAT_PATH and the account file.',
  413: 'it is too long.',
  415: 'it came in the other data format: compare --format with WECHAT_FORMAT.',
  503: 'the ingress cannot put it into Redis: wechat doctor tells more.',
};

function whyNot({ answer }: PushResult, { url }: PushTarget): string {
  if (answer === undefined)
    return `there was no answer from ${url} within 5 seconds: does an ingress run there? Else say --url.`;
  return WHY[answer.status] ?? `expected status 200, got ${answer.status}: the log of the ingress tells why.`;
}
