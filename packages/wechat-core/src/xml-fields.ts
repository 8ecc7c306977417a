/** The content of an element: text, or elements by name; a name that is repeated holds a list. Inherits nothing. */
export interface XmlFields {
  readonly [name: string]: XmlValue | undefined;
}
export type XmlValue = string | XmlFields | readonly XmlValue[];

/** {@link XmlFields} while they are being read. */
export class OpenFields {
  [name: string]: string | XmlFields | XmlValue[] | undefined;
}
// An element called `toString` is then like any other. V8 makes a hash table of Object.create(null), which takes a fifth
// longer to fill.
Object.setPrototypeOf(OpenFields.prototype, null);
Reflect.deleteProperty(OpenFields.prototype, 'constructor');

export function addField(fields: OpenFields, name: string, value: string | XmlFields): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else fields[name] = [before, value];
}
