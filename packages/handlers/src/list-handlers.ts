import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { KINDS, type PushKind } from '@wechat-pipeline/wechat-core/push';
import { HandlersError, type HandlersProblem } from './handlers-error.js';
import { nearestTo } from './nearest-to.js';

/** A module that is named for a kind. */
export interface HandlerFile {
  readonly kind: PushKind;
  readonly name: string;
  readonly path: string;
}

const KIND_NAMES: readonly string[] = [...Object.keys(KINDS), 'unknown'];

/**
 * The kinds of push for which the folder has a module; none is imported.
 *
 * @throws HandlersError
 */
export function handledKinds(folder: string): ReadonlySet<PushKind> {
  const { files, problems } = listHandlers(folder);
  if (problems.length > 0) throw new HandlersError(problems);
  return new Set(files.map(({ kind }) => kind));
}

/** The modules of a folder, and what is wrong with their names. */
export function listHandlers(folder: string): {
  readonly files: readonly HandlerFile[];
  readonly problems: readonly HandlersProblem[];
} {
  let names: readonly string[];
  try {
    names = readdirSync(folder).sort();
  } catch (error) {
    const message = `expected a folder that can be read, got ${(error as NodeJS.ErrnoException).code}`;
    return { files: [], problems: [{ file: '', message }] };
  }
  const files = new Map<PushKind, HandlerFile>();
  const problems: HandlersProblem[] = [];
  for (const name of names) {
    const path = resolve(folder, name);
    // Whatever is behind a link: where Kubernetes mounts files, each is one.
    if (!isModule(name) || statSync(path, { throwIfNoEntry: false })?.isDirectory()) continue;
    const kind = name.replace(/\.m?js$/, '');
    const other = isKind(kind) ? files.get(kind) : undefined;
    if (!isKind(kind)) problems.push({ file: name, message: noKind(kind) });
    else if (other)
      problems.push({ file: name, message: `expected one module for a kind, there is ${other.name}, too` });
    else files.set(kind, { kind, name, path });
  }
  if (files.size === 0 && problems.length === 0) {
    const message =
      'expected a module named for a kind, such as click.js, got none; TypeScript is to be compiled before';
    problems.push({ file: '', message });
  }
  return { files: [...files.values()], problems };
}

/** What lies there for modules to import, or for whoever looks after them, is none of ours. */
function isModule(name: string): boolean {
  return /^[^_.].*\.m?js$/.test(name);
}

function isKind(name: string): name is PushKind {
  return KIND_NAMES.includes(name);
}

function noKind(name: string): string {
  const nearest = nearestTo(name.toLowerCase(), KIND_NAMES);
  return `expected the name of a kind, perhaps ${nearest.join(', ')}; what is no handler begins with _ or lies in a folder below`;
}
