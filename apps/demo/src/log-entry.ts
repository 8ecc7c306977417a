/** A line of what ingress and worker log, which is JSON. */
export interface LogEntry {
  readonly level: string;
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** Undefined for what is no log entry: Node's own last words, or a message about the environment. */
export function parseLogEntry(line: string): LogEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isLogEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

function isLogEntry(value: unknown): value is LogEntry {
  return typeof value === 'object' && value !== null && 'level' in value && 'msg' in value;
}

export function isWarning({ level }: LogEntry): boolean {
  return ['warn', 'error', 'fatal'].includes(level);
}

/** An entry in one readable line. */
export function describeLogEntry({ level, msg, err, ...fields }: LogEntry): string {
  const reasons: string[] = [];
  for (let error = err; isError(error); error = error.cause) reasons.push(error.message);
  const told = Object.entries(fields).filter(([name]) => !['time', 'pid', 'name', 'hostname'].includes(name));
  const details = told.map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const more = details.length > 0 ? ` (${details.join(', ')})` : '';
  return `${level}: ${[msg + more, ...reasons].join(': ')}`;
}

function isError(value: unknown): value is { readonly message: string; readonly cause?: unknown } {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
