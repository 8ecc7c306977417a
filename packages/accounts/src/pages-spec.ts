import * as z from 'zod';

/** Where a visitor may be sent: an address without anything that could be read in two ways. */
const PAGE_PREFIX = z
  .string()
  .superRefine((address, context) => {
    if (isPagePrefix(address)) return;
    const message = `expected an address https://host or https://host/path without query, fragment or dots for folders, got ${JSON.stringify(address)}`;
    context.addIssue({ code: 'custom', message });
  })
  .describe(
    'https://host or https://host/path; what is below it is meant, too: of /members /members/1, not /membership',
  );

const QR_CODE = z
  .string()
  .regex(/^(?:https:\/\/\S+|(?!\w+:)\S.*)$/, 'expected an address https://… or a file beside this one')
  .describe(
    'The account’s QR code: the address of a picture, https://…, or a file beside this one (PNG, JPEG, GIF or WebP)',
  );

/** What the session process has to know of an account: where its followers go, and how others are asked to follow. */
export const PAGES = z
  .strictObject({
    name: z.string().min(1).exactOptional().describe('The account’s name, as those see it who are asked to follow'),
    allowed: z
      .array(PAGE_PREFIX)
      .min(1)
      .exactOptional()
      .describe('Where /enter may send a follower to; without it, anywhere at SESSION_URL’s host'),
    qrCode: QR_CODE.exactOptional(),
    followPage: z
      .string()
      .min(1)
      .exactOptional()
      .describe('A template (Mustache) beside this file, for the page that asks to follow'),
  })
  .describe('Pages for followers; the session process reads this');
export type PagesSpec = z.infer<typeof PAGES>;

/** No user, query, fragment, backslash, parameter or dot segment: what a server could read in another way than we do. */
const PLAIN = /^https?:\/\/[^\s/?#@\\]+(?:\/[^\s?#;\\]*)?$/;
const TRAP = /\/\.{1,2}(?:\/|$)|%(?:2e|2f|5c)/i;

function isPagePrefix(address: string): boolean {
  return PLAIN.test(address) && !TRAP.test(address) && URL.canParse(address);
}
