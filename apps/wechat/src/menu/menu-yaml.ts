import { Document, isScalar, visit } from 'yaml';

/** Menus to be written, from wherever they are. */
export interface WritableMenus {
  readonly menu?: WritableMenu | undefined;
  readonly conditionalMenus: readonly (WritableMenu & { readonly matchrule: object })[];
}

interface WritableMenu {
  readonly button: readonly object[];
}

/** A piece of the account file, as account.example.yml has it: a button that does something is a line. */
export function menuYaml({ menu, conditionalMenus }: WritableMenus): string {
  return yaml({
    ...(menu && { menu: { button: menu.button.map(nameFirst) } }),
    ...(conditionalMenus.length > 0 && {
      conditionalMenus: conditionalMenus.map(({ matchrule, button }) => ({ matchrule, button: button.map(nameFirst) })),
    }),
  });
}

/** One button, as an item of a list. */
export function buttonYaml(button: object): string {
  return yaml([nameFirst(button)]);
}

function nameFirst(button: object): object {
  const { name, sub_button: below, ...rest }: { name?: unknown; sub_button?: readonly object[] } = { ...button };
  return { name, ...rest, ...(below && { sub_button: below.map(nameFirst) }) };
}

function yaml(value: object): string {
  if (Object.keys(value).length === 0) return '';
  // The account file's own: scalars are text but for true, false and null, so that numbers need no quotes.
  const document = new Document(value, asText, { schema: 'failsafe', customTags: ['bool', 'null'] });
  visit(document, {
    Scalar(_, scalar) {
      if (String(scalar.value).includes('\n')) scalar.type = 'QUOTE_DOUBLE';
    },
    Map(_, map) {
      map.flow = map.items.every(({ value }) => isScalar(value));
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.POSITIVE_INFINITY });
}

function asText(_: unknown, value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}
