import { RE2JS } from 're2js';
import * as z from 'zod';
import { checkReply, REPLY_SHAPE } from './reply-spec.js';

const words = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .describe('A word, or a list of them; upper and lower case count alike');

const MATCHERS = {
  exact: words.describe('The whole text, without spaces around it; upper and lower case count alike'),
  contains: words.describe('Anywhere in the text; upper and lower case count alike'),
  prefix: words.describe('At the text’s beginning; upper and lower case count alike'),
  pattern: z
    .string()
    .superRefine((pattern, context) => {
      const problem = patternProblem(pattern);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .describe('A regular expression as RE2 has them, found anywhere in the text; (?i) in front: case does not count'),
};
type MatcherName = keyof typeof MATCHERS;
const MATCHER_NAMES = Object.keys(MATCHERS) as readonly MatcherName[];

const keywordRule = z
  .strictObject({
    exact: MATCHERS.exact.exactOptional(),
    contains: MATCHERS.contains.exactOptional(),
    prefix: MATCHERS.prefix.exactOptional(),
    pattern: MATCHERS.pattern.exactOptional(),
    suggestion: z
      .boolean()
      .exactOptional()
      .describe('true: the text is a suggestion to the owner; it is stored before it is answered'),
    ...REPLY_SHAPE,
  })
  .superRefine(checkReply)
  .superRefine((rule, context) => {
    const names = MATCHER_NAMES.filter(name => rule[name] !== undefined);
    if (names.length === 1) return;
    const message = `expected one of ${MATCHER_NAMES.join(', ')}, got ${names.join(' and ') || 'none'}`;
    context.addIssue({ code: 'custom', message });
  });

const reply = z.strictObject(REPLY_SHAPE).superRefine(checkReply);

/** What an account answers by itself. */
export const REPLIES = z.strictObject({
  follow: reply.exactOptional().describe('To who follows the account'),
  scenes: z
    .record(z.string(), reply)
    .exactOptional()
    .describe('By the scene of a QR code (without qrscene_): to who follows by it, and to a follower who scans it'),
  clicks: z.record(z.string(), reply).exactOptional().describe('By the key of a menu button of type click'),
  keywords: z.array(keywordRule).exactOptional().describe('To texts; the first rule that matches answers'),
  default: reply.exactOptional().describe('To texts that no keyword matches'),
});
export type RepliesSpec = z.infer<typeof REPLIES>;
export type KeywordRule = z.infer<typeof keywordRule>;

/** RE2 takes time linear in the text, whatever the pattern; it has no look-around and no back-references. */
function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'unknown';
    return `expected a regular expression as RE2 has them (no look-around, no back-references), got an error: ${why}`;
  }
}
