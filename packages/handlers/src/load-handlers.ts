import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PushKind } from '@wechat-pipeline/wechat-core';
import type { Handler } from './handler.js';
import { HandlersError } from './handlers-error.js';
import { type HandlerFile, listHandlers } from './list-handlers.js';

/** The handler of each kind that has one; it is given pushes of that kind alone. */
export type Handlers = ReadonlyMap<PushKind, Handler>;

/**
 * Imports the modules of a folder.
 *
 * @throws HandlersError
 */
export async function loadHandlers(folder: string): Promise<Handlers> {
  const { files, problems: ofNames } = listHandlers(folder);
  const problems = [...ofNames];
  const handlers = new Map<PushKind, Handler>();
  for (const file of files) {
    const handler = await load(file);
    if (typeof handler === 'string') problems.push({ file: file.name, message: handler });
    else handlers.set(file.kind, handler);
  }
  if (problems.length > 0) throw new HandlersError(problems);
  return handlers;
}

/** The module’s handler, or what is wrong with it. */
async function load({ kind, path }: HandlerFile): Promise<Handler | string> {
  let exported: { readonly default?: unknown };
  try {
    exported = await import(pathToFileURL(path).href);
  } catch (error) {
    return `expected a module that can be imported, got ${describeFailure(error, path)}`;
  }
  const { default: handler } = exported;
  // Sound: a module is given what its file is named for, and says so itself where it was made with `defineHandler`.
  if (typeof handler === 'function') return handler as Handler;
  if (!isDefined(handler)) {
    const came = 'default' in exported ? `a default export that is ${describe(handler)}` : 'no default export';
    return `expected a function, or what defineHandler makes, as default export, got ${came}`;
  }
  if (handler.kind === kind) return handler.handle as Handler;
  return `expected a handler of ${kind}, as the file’s name says, got one of ${handler.kind}`;
}

/** By what it has and not by who made it: the module may bring a copy of this package of its own. */
function isDefined(value: unknown): value is { readonly kind: unknown; readonly handle: (...args: never) => unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'handle' in value &&
    typeof value.handle === 'function'
  );
}

function describe(value: unknown): string {
  return value === null ? 'null' : `of type ${typeof value}`;
}

function describeFailure(error: unknown, path: string): string {
  if (!(error instanceof Error)) return `something thrown that is no Error: ${describe(error)}`;
  // The first line of the stack that is in the module; where it does not even parse there is none, but node tells it.
  const [, line] = error.stack?.split(pathToFileURL(path).href)[1]?.match(/^:(\d+)/) ?? [];
  const hint = error instanceof SyntaxError ? `; node --check ${basename(path)} shows where` : '';
  return `${error.name}${line ? ` in line ${line}` : ''}: ${error.message}${hint}`;
}
