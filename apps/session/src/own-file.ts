import { readFileSync } from 'node:fs';
import { fileVersion } from '@wechat-pipeline/accounts';

/** What is made of a file that is looked at again and again, as it is now. */
export interface OwnFile<T> {
  /** After a change that cannot be used it is what it was before. */
  current(): T;
}

/**
 * Reads a file of the owner's, and again when it has changed.
 *
 * @throws what `parse` throws, or reading does, the first time; later `onProblem` hears of it
 */
export function openOwnFile<T>(
  path: string,
  parse: (bytes: Buffer) => T,
  onProblem: (error: unknown) => void,
): OwnFile<T> {
  let version = fileVersion(path);
  let value = parse(readFileSync(path));
  return {
    current() {
      const now = fileVersion(path);
      if (now === version) return value;
      version = now;
      try {
        value = parse(readFileSync(path));
      } catch (error) {
        onProblem(error);
      }
      return value;
    },
  };
}
