import { isObject } from '../is-object.js';
import type { ApiAnswer } from './client.js';
import { unreadable } from './unreadable.js';

/** A page of one of the platform's lists of OpenIDs, never an empty one. */
export interface OpenidPage {
  readonly openids: readonly string[];
  /** How many are on all pages together, at the moment; not told of a tag's followers. */
  readonly total?: number;
  /** To go on behind this page, later or in another process, walk with `{ after: next }`. Undefined: it was the last. */
  readonly next?: string;
}

export interface WalkOptions {
  /** The `next` of the page behind which to go on. */
  readonly after?: string | undefined;
}

/**
 * Walks the pages of a list; `ask` calls for the page behind a cursor, of which the first is empty. A cursor that comes
 * back is refused, so that no answer makes a walk endless.
 */
export async function* openidPages(
  path: string,
  ask: (cursor: string) => Promise<ApiAnswer>,
  { after = '' }: WalkOptions,
): AsyncGenerator<OpenidPage, void, undefined> {
  const seen = new Set<string | undefined>([after]);
  let cursor: string | undefined = after;
  while (cursor !== undefined) {
    const page = readPage(path, await ask(cursor));
    if (page.openids.length === 0) return;
    cursor = page.next;
    if (seen.has(cursor)) throw unreadable(path, 'a next_openid that goes on, got one that was there before');
    seen.add(cursor);
    yield page;
  }
}

/** Each OpenID of a walk: `for await (const openid of openidsOf(followers(api)))`. */
export async function* openidsOf(pages: AsyncIterable<OpenidPage>): AsyncGenerator<string, void, undefined> {
  for await (const { openids } of pages) yield* openids;
}

/** An incomplete page must not pass for a whole one: who is missing on it would be taken for one who has left. */
function readPage(path: string, { total, count, data, next_openid: next }: ApiAnswer): OpenidPage {
  const openids: unknown = isObject(data) ? data.openid : [];
  if (!isOpenids(openids) || count !== openids.length) {
    throw unreadable(path, 'count and as many OpenIDs in data.openid');
  }
  return {
    openids,
    ...(typeof total === 'number' && { total }),
    ...(typeof next === 'string' && next !== '' && { next }),
  };
}

function isOpenids(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(openid => typeof openid === 'string' && openid !== '');
}
