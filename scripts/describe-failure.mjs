/** Of tap's diagnostics: what is told in a form of its own, or tells nothing here. */
const KNOWN = new Set(['diff', 'source', 'stack', 'at', 'stdio', 'cwd', 'externalID', 'command', 'args', 'jobId']);

/** All that tap knows of a failed assertion, or of a file that ended badly. */
export function describeFailure({ fullname, name, diag }) {
  const { diff, source, stack, at } = diag ?? {};
  const others = Object.entries(diag ?? {}).filter(([key, value]) => !KNOWN.has(key) && value !== null);
  const place = at?.fileName ? `at ${at.fileName}:${at.lineNumber}:${at.columnNumber}` : undefined;
  return [
    `FAILED ${fullname || name}`,
    ...others.map(([key, value]) => `  ${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
    ...[diff, source, stack ?? place].filter(Boolean).map(text => text.trimEnd().replace(/^/gm, '  ')),
  ].join('\n');
}
