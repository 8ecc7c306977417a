import * as z from 'zod';
import { CONDITIONAL_MENUS, MENU } from './menu-spec.js';
import { PAGES } from './pages-spec.js';
import { REPLIES } from './replies-spec.js';
import { SECRET_REFERENCE } from './secret-reference.js';
import { WEBHOOKS } from './webhook-spec.js';

/** A part of the path, beside which health is answered. */
const ACCOUNT_NAME = /^(?!livez$|readyz$)[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

/** What an account does. */
const BEHAVIOUR = {
  replies: REPLIES.exactOptional().describe('What the account answers by itself'),
  menu: MENU.exactOptional(),
  conditionalMenus: CONDITIONAL_MENUS.exactOptional(),
  pages: PAGES.exactOptional(),
  webhooks: WEBHOOKS.exactOptional(),
};

const ACCOUNT = z
  .strictObject({
    name: z
      .string()
      .regex(ACCOUNT_NAME, 'expected 1 to 64 lower-case letters, digits and hyphens')
      .describe('Pushes are taken at {WECHAT_PATH}/{name}; 1 to 64 lower-case letters, digits and hyphens'),
    appId: z
      .string()
      .regex(/^\w{1,64}$/, 'expected an AppID, such as wx0123456789abcdef')
      .describe('The AppID, such as wx0123456789abcdef'),
    token: SECRET_REFERENCE,
    appSecret: SECRET_REFERENCE,
    encodingAesKey: SECRET_REFERENCE.exactOptional(),
    mode: z
      .enum(['plaintext', 'compatibility', 'security'])
      .exactOptional()
      .describe('As chosen in WeChat’s console; security where there is an encodingAesKey, else plaintext'),
    originalId: z
      .string()
      .regex(/^gh_\w{1,60}$/, 'expected an original ID, such as gh_0123456789ab')
      .exactOptional()
      .describe('The original ID, gh_…; a push to another account is refused'),
    ...BEHAVIOUR,
  })
  .superRefine(needMenu)
  .superRefine(({ mode, encodingAesKey }, context) => {
    if (mode === undefined || mode === 'plaintext' || encodingAesKey) return;
    context.addIssue({
      code: 'custom',
      path: ['mode'],
      message: `expected an encodingAesKey with ${mode} mode, got none`,
    });
  });

/** The account file. Its top level is about the account that the environment names. */
export const ACCOUNT_FILE = z
  .strictObject({
    ...BEHAVIOUR,
    accounts: z.array(ACCOUNT).exactOptional().describe('More accounts, beside the one that the environment names'),
  })
  .superRefine(needMenu)
  .superRefine(({ accounts = [] }, context) => {
    for (const [field, called] of [
      ['name', 'a name'],
      ['appId', 'an AppID'],
    ] as const) {
      const seen = new Map<string, number>();
      for (const [index, account] of accounts.entries()) {
        const first = seen.get(account[field]);
        if (first === undefined) seen.set(account[field], index);
        else {
          context.addIssue({
            code: 'custom',
            path: ['accounts', index, field],
            message: `expected ${called} of its own, got that of accounts[${first}]`,
          });
        }
      }
    }
  });

/** The platform refuses a conditional menu without a default one (65303). */
function needMenu(
  { menu, conditionalMenus = [] }: { readonly menu?: unknown; readonly conditionalMenus?: readonly unknown[] },
  context: z.RefinementCtx,
): void {
  if (menu !== undefined || conditionalMenus.length === 0) return;
  context.addIssue({
    code: 'custom',
    path: ['conditionalMenus'],
    message: 'expected a menu beside them, for all who see none of these, got none',
  });
}

export type AccountFile = z.infer<typeof ACCOUNT_FILE>;
export type AccountEntry = z.infer<typeof ACCOUNT>;

/** For editors: `# yaml-language-server: $schema=…`. */
export function accountFileJsonSchema(): object {
  return z.toJSONSchema(ACCOUNT_FILE, { io: 'input', unrepresentable: 'any' });
}
