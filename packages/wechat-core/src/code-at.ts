/** No character's code. */
export const END = -1;

// Taken out, because where a class extends String, as one of ioredis does, V8 no longer finds String's methods while it
// compiles; looking this one up for each character made a scan take twice as long. It no longer inlines it either where it
// has once been asked for what is past the end.
const { charCodeAt } = String.prototype;

/** As `charCodeAt`, but {@link END} past the end. */
export function codeAt(text: string, at: number): number {
  return at < text.length ? charCodeAt.call(text, at) : END;
}
