import type { MenuProblem } from '@wechat-pipeline/wechat-core/errors';
import {
  type ConditionalMenu,
  conditionalMenuProblems,
  type Menu,
  menuProblems,
  sharedMenuProblems,
} from '@wechat-pipeline/wechat-core/menu';
import * as z from 'zod';

const TEXT = { type: 'string' };
const BUTTON = {
  type: 'object',
  properties: {
    name: TEXT,
    type: TEXT,
    key: TEXT,
    url: TEXT,
    media_id: TEXT,
    article_id: TEXT,
    appid: TEXT,
    pagepath: TEXT,
  },
  required: ['name'],
};
const BUTTONS = {
  type: 'array',
  minItems: 1,
  maxItems: 3,
  items: {
    ...BUTTON,
    properties: { ...BUTTON.properties, sub_button: { type: 'array', minItems: 1, maxItems: 5, items: BUTTON } },
  },
};

/** The menu below the chat, as the platform takes it. */
export const MENU = menuSchema<Menu>(menuProblems).meta({
  type: 'object',
  description: 'The menu below the chat, in the platform’s words; `wechat menu apply` puts it there',
  properties: { button: BUTTONS },
  required: ['button'],
});

/** Menus in place of it for some followers; the last that matches counts. */
export const CONDITIONAL_MENUS = z
  .array(
    menuSchema<ConditionalMenu>(conditionalMenuProblems).meta({
      type: 'object',
      properties: {
        button: BUTTONS,
        matchrule: { type: 'object', properties: { tag_id: TEXT, client_platform_type: { enum: ['1', '2', '3'] } } },
      },
      required: ['button', 'matchrule'],
    }),
  )
  .superRefine((menus, context) => tellProblems(context, sharedMenuProblems(menus)))
  .describe('Menus for some followers in place of the other: by tag, by client (1 iOS, 2 Android, 3 other), or both');

/** A value that has none of these problems, which are told each at its place. */
function menuSchema<M>(problemsOf: (value: unknown) => readonly MenuProblem[]) {
  return z.custom<M>().superRefine((menu, context) => tellProblems(context, problemsOf(menu)));
}

function tellProblems(context: z.RefinementCtx, problems: readonly MenuProblem[]): void {
  for (const { path, expected, got } of problems) {
    context.addIssue({ code: 'custom', path: parts(path), message: `expected ${expected}, got ${got}` });
  }
}

/** `button[0].sub_button[2].url` in its parts. */
function parts(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) => (index === undefined ? name : Number(index)));
}
