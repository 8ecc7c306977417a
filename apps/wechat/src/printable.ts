/** Control characters, and those that turn the direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** What somebody else has written, in one line, so that it can neither steer a terminal nor pass for another line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
