import { ApiRequestError } from '../errors.js';
import { isObject } from '../is-object.js';
import type { AccountApi } from './account-api.js';
import { callInBatches } from './call-in-batches.js';
import type { ApiAnswer } from './client.js';
import { type OpenidPage, openidPages, type WalkOptions } from './openid-pages.js';
import { unreadable } from './unreadable.js';

/** A tag that the account puts on followers. Those with the ids 0 to 2 are the platform's own, such as 2, the starred. */
export interface Tag {
  readonly id: number;
  readonly name: string;
}

export interface ListedTag extends Tag {
  /** How many followers have it. */
  readonly count: number;
}

const NAME_BYTES = 30;
/** `batchtagging` and `batchuntagging` take up to 50 OpenIDs. */
const BATCH_SIZE = 50;

/**
 * Creates a tag; an account has up to 100.
 *
 * @param name 1 to 30 bytes of UTF-8
 * @throws ApiRequestError for a name of another length
 * @throws ApiError 45157 (another tag has that name), 45158 (too long), 45056 (there are 100)
 */
export async function createTag(api: AccountApi, name: string): Promise<Tag> {
  checkName(name);
  const path = '/cgi-bin/tags/create';
  const { tag } = await api.call(path, { body: { tag: { name } } });
  if (!isObject(tag) || !isTag(tag)) throw unreadable(path, 'a tag with id and name');
  return { id: tag.id, name: tag.name };
}

/** All tags, the platform's own included. */
export async function listTags(api: AccountApi): Promise<readonly ListedTag[]> {
  const path = '/cgi-bin/tags/get';
  const { tags } = await api.call(path);
  if (!Array.isArray(tags) || !tags.every(isListedTag)) throw unreadable(path, 'tags, each with id, name and count');
  return tags;
}

/**
 * @throws ApiRequestError for a name that is not 1 to 30 bytes long
 * @throws ApiError 45157 (another tag has that name), 45158 (too long), 45058 (one of the platform's own), 45159 (no such tag)
 */
export async function renameTag(api: AccountApi, id: number, name: string): Promise<void> {
  checkName(name);
  await api.call('/cgi-bin/tags/update', { body: { tag: { id, name } } });
}

/**
 * Deletes a tag, also from all who have it.
 *
 * @throws ApiError 45057 (more than 100,000 have it: untag some first), 45058 (one of the platform's own), 45159 (no such tag)
 */
export async function deleteTag(api: AccountApi, id: number): Promise<void> {
  await api.call('/cgi-bin/tags/delete', { body: { tag: { id } } });
}

/**
 * Walks the followers who have a tag, as `followers` walks all.
 *
 * @throws ApiError 40003 (`after` is no OpenID of this account), 45159 (no such tag)
 * @throws ApiUnavailableError for a page that contradicts itself, and for a cursor that comes back
 */
export function taggedFollowers(
  api: AccountApi,
  id: number,
  options: WalkOptions = {},
): AsyncGenerator<OpenidPage, void, undefined> {
  const path = '/cgi-bin/user/tag/get';
  return openidPages(path, cursor => api.call(path, { body: { tagid: id, next_openid: cursor } }), options);
}

/**
 * Puts a tag on followers, of which each can have 20; one call for each 50 of them.
 *
 * The calls are made one after the other: at once, the platform answers some of them 45159 although the tag is there.
 * One bad OpenID fails its call whole, and what follows is not called; a repetition does no harm.
 *
 * @throws ApiError 40003 (no such OpenID), 49003 (not this account's), 45059 (one has 20 tags), 45159 (no such tag)
 */
export async function tagFollowers(api: AccountApi, id: number, openids: readonly string[]): Promise<void> {
  await callInBatches(api, '/cgi-bin/tags/members/batchtagging', openids, BATCH_SIZE, { tagid: id });
}

/**
 * Takes a tag off followers, in calls like those of {@link tagFollowers}; that one does not have it is no error.
 *
 * @throws ApiError 40003 (no such OpenID), 49003 (not this account's), 45159 (no such tag)
 */
export async function untagFollowers(api: AccountApi, id: number, openids: readonly string[]): Promise<void> {
  await callInBatches(api, '/cgi-bin/tags/members/batchuntagging', openids, BATCH_SIZE, { tagid: id });
}

/**
 * The ids of the tags that a follower has, the last that was put on last.
 *
 * @throws ApiError 40003 (no such OpenID), 49003 (not this account's)
 */
export async function tagsOf(api: AccountApi, openid: string): Promise<readonly number[]> {
  const path = '/cgi-bin/tags/getidlist';
  const { tagid_list: ids } = await api.call(path, { body: { openid } });
  if (!Array.isArray(ids) || !ids.every(id => typeof id === 'number')) throw unreadable(path, 'numbers in tagid_list');
  return ids;
}

function checkName(name: string): void {
  if (name === '') throw new ApiRequestError('request_empty', 'expected a name for the tag, got an empty one');
  const bytes = Buffer.byteLength(name);
  if (bytes > NAME_BYTES) {
    throw new ApiRequestError(
      'request_too_long',
      `expected a tag’s name of at most ${NAME_BYTES} bytes, got one of ${bytes}: shorten it`,
    );
  }
}

function isTag(tag: ApiAnswer): tag is ApiAnswer & Tag {
  return typeof tag.id === 'number' && typeof tag.name === 'string';
}

function isListedTag(tag: unknown): tag is ListedTag {
  return isObject(tag) && isTag(tag) && typeof tag.count === 'number';
}
