import { CARDS } from './cards.js';
import { CUSTOMER_SERVICE } from './customer-service.js';
import { FOLLOWING } from './following.js';
import { INVOICES } from './invoices.js';
import type { Kind } from './kind.js';
import { MENU_EVENTS } from './menu-events.js';
import { MESSAGES } from './messages.js';
import { PERSONAL_DATA } from './personal-data.js';
import { PLACES } from './places.js';
import { PRODUCTS } from './products.js';
import { PUBLISHING } from './publishing.js';
import { VERIFICATION } from './verification.js';

/**
 * Every kind of push, by its name. To add one, put it into the file of its group: the type {@link Push}, the parser and
 * the id of a push follow from there.
 */
export const KINDS = {
  ...MESSAGES,
  ...FOLLOWING,
  ...MENU_EVENTS,
  ...PUBLISHING,
  ...PERSONAL_DATA,
  ...CUSTOMER_SERVICE,
  ...VERIFICATION,
  ...CARDS,
  ...INVOICES,
  ...PLACES,
  ...PRODUCTS,
};

export type KnownKind = keyof typeof KINDS;

/** The names of that kind’s fields beside those that every push has. */
export function fieldNames(kind: KnownKind): readonly string[] {
  return FIELD_NAMES.get(kind)!;
}

const FIELD_NAMES = new Map(
  Object.entries<Kind>(KINDS).map(([kind, { needs, may }]) => [kind, Object.keys({ ...needs, ...may })]),
);
