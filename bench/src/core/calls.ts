/** Functions that are measured against each other, each called over and over. */
export interface Calls {
  readonly name: string;
  readonly title: string;
  readonly calls: Readonly<Record<string, (serial: number) => unknown>>;
  /** The one that the others are compared with. */
  readonly baseline: string;
  readonly notes: readonly string[];
}

/** As many as make sure that no call finds what it needs where the last one left it. */
const COPIES = 64;

/** Makes a call of one that takes a text: it gets another copy each time, fresh from its bytes as from a socket. */
export function onCopies(text: string, call: (text: string) => unknown): (serial: number) => unknown {
  const copies = Array.from({ length: COPIES }, () => Buffer.from(text).toString());
  return serial => call(copies[serial % COPIES]!);
}

/** The same with different ones, `make` is told which. */
export function onSeveral<T>(make: (number: number) => T, call: (one: T) => unknown): (serial: number) => unknown {
  const several = Array.from({ length: COPIES }, (_, number) => make(number));
  return serial => call(several[serial % COPIES]!);
}
