const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype, Error.prototype];

/** What all objects inherit, by name: it must stay the same whatever is parsed. */
export function prototypes(): string {
  return PROTOTYPES.map(prototype => Reflect.ownKeys(prototype).map(String).join()).join('\n');
}
