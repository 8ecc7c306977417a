import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

export type Log = Logger;

/**
 * JSON lines on stdout. Of an error only its name, code, message and stack are written: what libraries hang onto
 * theirs holds commands and documents, and with them what followers wrote.
 */
export function createLog(program: string, level: string, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    name: program,
    level,
    base: { pid: process.pid },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: describeError, error: describeError },
    formatters: { level: label => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Nothing of ours logs these; should somebody do so one day, they stay unreadable. */
const REDACTED = ['secret', 'token', 'access_token', 'accessToken', 'appSecret', 'content'].flatMap(name => [
  name,
  `*.${name}`,
]);

interface ErrorDescription {
  readonly name: string;
  readonly code?: string | number;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

export function describeError(error: unknown): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: 'something other than an error was thrown' };
  const { code } = error as { code?: unknown };
  const message = withoutData(error);
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    message,
    ...(error.stack && { stack: error.stack.replace(error.message, message) }),
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}

/** MongoDB quotes keys and documents in what it says of a failed write; they hold OpenIDs. */
function withoutData(error: Error): string {
  return error.name.startsWith('Mongo') && /write|bulk|server/i.test(error.name)
    ? error.message.replace(/[{"].*/s, '…')
    : error.message;
}
