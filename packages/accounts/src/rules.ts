import type { Push, PushOf } from '@wechat-pipeline/wechat-core/push';
import type { Reply } from '@wechat-pipeline/wechat-core/reply';
import { RE2JS } from 're2js';
import { buildReply } from './build-reply.js';
import type { KeywordRule, RepliesSpec } from './replies-spec.js';
import type { ReplySpec } from './reply-spec.js';

/** What to answer to a push. */
export interface Decision {
  readonly reply: Reply;
  /** Whether the text is a suggestion, which is stored before it is answered. */
  readonly isSuggestion: boolean;
}

export type AnswerablePush = PushOf<'text' | 'subscribe' | 'scan' | 'click'>;

/** An account's rules, ready to be asked. */
export interface Rules {
  /** Undefined: nothing is answered but `success`. */
  answerTo(push: AnswerablePush): Decision | undefined;
}

export function isAnswerable(push: Push): push is AnswerablePush {
  return push.kind === 'text' || push.kind === 'subscribe' || push.kind === 'scan' || push.kind === 'click';
}

export function compileRules(spec: RepliesSpec): Rules {
  const follow = spec.follow && answering(spec.follow);
  const scenes = new Map(Object.entries(spec.scenes ?? {}).map(([scene, one]) => [scene, answering(one)]));
  const clicks = new Map(Object.entries(spec.clicks ?? {}).map(([key, one]) => [key, answering(one)]));
  const keywords = (spec.keywords ?? []).map(rule => ({ matches: matcher(rule), answer: answering(rule) }));
  const otherwise = spec.default && answering(spec.default);
  return {
    answerTo(push) {
      switch (push.kind) {
        case 'text':
          return keywords.find(({ matches }) => matches(push.content))?.answer ?? otherwise;
        case 'subscribe':
          return scenes.get(push.eventKey?.replace(/^qrscene_/, '') ?? '') ?? follow;
        case 'scan':
          return scenes.get(push.eventKey);
        case 'click':
          return clicks.get(push.eventKey);
      }
    },
  };
}

function answering(spec: ReplySpec & { readonly suggestion?: boolean }): Decision {
  return { reply: buildReply(spec), isSuggestion: spec.suggestion === true };
}

function matcher({ exact, contains, prefix, pattern }: KeywordRule): (content: string) => boolean {
  if (pattern !== undefined) {
    const compiled = RE2JS.compile(pattern);
    return content => compiled.test(content);
  }
  if (exact !== undefined) {
    const texts = new Set(lowerCase(exact));
    return content => texts.has(content.trim().toLowerCase());
  }
  const parts = lowerCase(contains ?? prefix ?? []);
  return contains === undefined
    ? content => parts.some(part => content.toLowerCase().startsWith(part))
    : content => parts.some(part => content.toLowerCase().includes(part));
}

function lowerCase(texts: string | readonly string[]): readonly string[] {
  return [texts].flat().map(text => text.toLowerCase());
}
