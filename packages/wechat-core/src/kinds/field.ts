import type { XmlFields, XmlValue } from '../xml.js';

/** How one element of a push is read. */
export interface Field<T> {
  /** Undefined if the content is not what the platform documents. */
  read(content: XmlValue): T | undefined;
  /** Other names that the platform has sent it under. */
  readonly formerly?: readonly string[];
}

/** Elements by their name with its first letter lowered, which is also the name of the push's field. */
export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Text as it came: nothing is trimmed, and what looks like a number (an ID of 64 bits, `007`, `1e5`) stays text. */
export const text: Field<string> = {
  read: content => (typeof content === 'string' ? content : undefined),
};

/** A whole number where the platform documents one: a count, an ordinal, a state, an amount of money in cents. */
export const whole: Field<number> = {
  read: content => (typeof content === 'string' && /^-?\d{1,15}$/.test(content) ? Number(content) : undefined),
};

/** A time in seconds since the epoch. */
export const seconds: Field<number> = whole;

/** An element that holds elements; any of them may be absent. */
export function group<F extends Fields>(fields: F): Field<Partial<Values<F>>> {
  const reader = fieldReader(fields);
  return {
    read(content) {
      if (!isFields(content)) return content === '' ? {} : undefined;
      const read: Record<string, unknown> = {};
      for (const name in content) reader.readInto(read, name, content[name]!);
      // Sound: each field of `fields` was read by its own reader, or left out.
      return read as Partial<Values<F>>;
    },
  };
}

/** An element that may be repeated. A list also if it came once; JSON pushes write one that came once without brackets. */
export function list<T>(item: Field<T>): Field<readonly T[]> {
  return {
    read(content) {
      if (content === '') return [];
      const contents = isList(content) ? content : [content];
      return contents.flatMap(one => item.read(one) ?? []);
    },
  };
}

/** An element around a list, such as `PicList` around `item`; itself sometimes repeated, which makes one list. */
export function listOf<T>(itemName: string, item: Field<T>): Field<readonly T[]> {
  const items = list(item);
  return {
    read(content) {
      const wrappers = isList(content) ? content : [content];
      // JSON pushes may write the list itself instead of the element around it.
      return wrappers.flatMap(
        wrapper => items.read(isFields(wrapper) ? (wrapper[itemName] ?? wrapper) : wrapper) ?? [],
      );
    },
  };
}

/** The same field, also under names that the platform has used for it. */
export function formerly<T>(field: Field<T>, ...names: readonly string[]): Field<T> {
  return { ...field, formerly: names };
}

export interface FieldReader {
  /**
   * Reads an element into the field that it is documented as. False if it is documented as none; an element whose
   * content is not as documented is left out, so that a field never has another type than its own.
   */
  readInto(into: Record<string, unknown>, elementName: string, content: XmlValue): boolean;
}

export function fieldReader(fields: Fields): FieldReader {
  const byElement = new Map<string, readonly [key: string, field: Field<unknown>]>();
  for (const [key, field] of Object.entries(fields)) {
    for (const name of [key, ...(field.formerly ?? [])]) {
      byElement.set(name, [key, field]);
      byElement.set(name.charAt(0).toUpperCase() + name.slice(1), [key, field]);
    }
  }
  return {
    readInto(into, elementName, content) {
      const known = byElement.get(elementName);
      if (known === undefined) return false;
      const value = known[1].read(content);
      if (value !== undefined) into[known[0]] = value;
      return true;
    },
  };
}

export function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function isFields(content: XmlValue): content is XmlFields {
  return typeof content === 'object' && !Array.isArray(content);
}

function isList(content: XmlValue): content is readonly XmlValue[] {
  return Array.isArray(content);
}
