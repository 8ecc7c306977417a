import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, LineCounter, parseDocument } from 'yaml';
import { ACCOUNT_FILE, type AccountFile } from './account-file.js';
import { AccountFileError } from './account-file-error.js';
import { explainIssue } from './explain-issue.js';
import { type Problem, pathText } from './problem.js';

/** Where something stands in the file: names, and numbers of list items. */
type Path = readonly PropertyKey[];

/** A parsed file, with the line of whatever is in it. */
export interface ReadAccountFile {
  readonly file: AccountFile;
  lineOf(path: Path): number;
}

/**
 * Reads the file at that path.
 *
 * @throws AccountFileError with all that is wrong, also if the file cannot be read
 */
export function openAccountFile(path: string): ReadAccountFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    throw new AccountFileError([
      { line: undefined, field: undefined, message: `expected a file that can be read, got ${why}` },
    ]);
  }
  return readAccountFile(text);
}

/**
 * Reads the file's text, YAML or JSON.
 *
 * @throws AccountFileError with all that is wrong
 */
export function readAccountFile(text: string): ReadAccountFile {
  const lines = new LineCounter();
  // Scalars stay text: a scene `007` or a keyword `1e5` is no number.
  const document = parseDocument(text, { lineCounter: lines, schema: 'failsafe', customTags: ['bool', 'null'] });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    throw new AccountFileError(
      document.errors.map(({ pos, message }) => ({
        line: lineAt(pos[0]),
        field: undefined,
        message: `expected YAML, got: ${message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')}`,
      })),
    );
  }
  const lineOf = (path: Path) => lineAt(offsetOf(document, path));
  const result = ACCOUNT_FILE.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {}, { reportInput: true });
  if (result.success) return { file: result.data, lineOf };
  const problems = result.error.issues
    .flatMap(explainIssue)
    .map(({ path, message }): Problem => ({ line: lineOf(path), field: pathText(path), message }));
  throw new AccountFileError(problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)));
}

/** Of the last part of the path that is in the file: what is missing is told by what it is missing from. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    const key = isMap(parent) ? parent.items.find(({ key }) => String(key) === String(name))?.key : undefined;
    const node = key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}
