const PROTOTYPES = [Object.prototype, Array.prototype, String.prototype, Function.prototype, Error.prototype];

/** All that objects inherit, names and values: it must stay the same whatever is parsed. */
export function prototypes(): readonly unknown[] {
  return PROTOTYPES.flatMap(prototype =>
    Reflect.ownKeys(prototype).flatMap(key => {
      const { value, get, set } = Object.getOwnPropertyDescriptor(prototype, key) ?? {};
      return [key, value, get, set];
    }),
  );
}
