import type { PushKind } from '@wechat-pipeline/wechat-core';
import { describeProblem, HandlersError } from './handlers-error.js';
import { handledKinds } from './list-handlers.js';
import { type Handlers, loadHandlers } from './load-handlers.js';

/**
 * {@link handledKinds} of HANDLERS_DIR for a program that cannot start if that cannot be used: ends it with exit code 1
 * and one message. Without a folder there are none.
 */
export function handledKindsAtStart(program: string, folder: string | undefined): ReadonlySet<PushKind> {
  try {
    return folder === undefined ? new Set() : handledKinds(folder);
  } catch (error) {
    return end(program, folder, error);
  }
}

/** {@link loadHandlers} likewise. */
export async function loadHandlersAtStart(program: string, folder: string | undefined): Promise<Handlers> {
  try {
    return folder === undefined ? new Map() : await loadHandlers(folder);
  } catch (error) {
    return end(program, folder, error);
  }
}

function end(program: string, folder: string | undefined, error: unknown): never {
  if (!(error instanceof HandlersError)) throw error;
  const lines = error.problems.map(problem => `  ${describeProblem(problem)}`);
  process.stderr.write(
    `${program} cannot start, because of HANDLERS_DIR (${folder}):\n${lines.join('\n')}\npackages/handlers/README.md tells what belongs there.\n`,
  );
  process.exit(1);
}
