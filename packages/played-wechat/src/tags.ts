import { Refusal } from './errcode.js';
import type { Followers } from './followers.js';

const TAGS = 100;
const NAME_BYTES = 30;
const TAGS_A_FOLLOWER = 20;
/** A tag of more followers cannot be deleted. */
const FOLLOWERS_OF_A_DELETED_TAG = 100_000;
/** 0 to 2 are the platform's own; 2, the starred, is the one that lists show and that followers can have. */
const SYSTEM_TAGS: readonly unknown[] = [0, 1, 2];
const STARRED = 2;
const FIRST_ID = 100;

export interface Tag {
  id: number;
  name: string;
}

/** The tags of one Official Account. A tag that there is not is 45159. */
export interface Tags {
  /** Throws 45056 over the 100th, 45157 for a name that is taken or empty, 45158 for one of more than 30 bytes. */
  create(name: unknown): Tag;
  list(): (Tag & { count: number })[];
  /** Throws as `create`, and 45058 for a tag of the platform. */
  rename(id: unknown, name: unknown): void;
  /** Throws 45058 for a tag of the platform, 45057 for one of more than 100,000 followers. */
  delete(id: unknown): void;
  page(id: unknown, nextOpenid: string, size: number): string[];
  /** All of them or none: throws 40003, 49003, 45059 for who has 20 tags. */
  tag(id: unknown, openids: readonly string[]): void;
  untag(id: unknown, openids: readonly string[]): void;
  reset(): void;
}

export function createTags(followers: Followers): Tags {
  const names = new Map<number, string>();
  let lastId = 0;

  function reset(): void {
    names.clear();
    names.set(STARRED, '星标组');
    lastId = FIRST_ID - 1;
  }
  reset();

  function known(id: unknown): number {
    if (typeof id !== 'number' || !names.has(id)) throw new Refusal(45159);
    return id;
  }

  function ownName(name: unknown, id?: number): string {
    const isTaken = [...names].some(([other, taken]) => taken === name && other !== id);
    if (typeof name !== 'string' || name === '' || isTaken) throw new Refusal(45157);
    if (Buffer.byteLength(name) > NAME_BYTES) throw new Refusal(45158);
    return name;
  }

  function own(id: unknown): number {
    if (SYSTEM_TAGS.includes(id)) throw new Refusal(45058);
    return known(id);
  }

  function taggedWith(id: number): string[] {
    return followers.page('', Number.POSITIVE_INFINITY, info => info.tagid_list.includes(id)).openids;
  }

  function untag(id: unknown, openids: readonly string[]): void {
    const tagId = known(id);
    for (const info of openids.map(followers.follower)) {
      info.tagid_list = info.tagid_list.filter(other => other !== tagId);
    }
  }

  return {
    create(name) {
      const newName = ownName(name);
      if (names.size > TAGS) throw new Refusal(45056);
      names.set(++lastId, newName);
      return { id: lastId, name: newName };
    },
    list: () => [...names].map(([id, name]) => ({ id, name, count: taggedWith(id).length })),
    rename(id, name) {
      const tagId = own(id);
      names.set(tagId, ownName(name, tagId));
    },
    delete(id) {
      const tagId = own(id);
      const openids = taggedWith(tagId);
      if (openids.length > FOLLOWERS_OF_A_DELETED_TAG) throw new Refusal(45057);
      untag(tagId, openids);
      names.delete(tagId);
    },
    page(id, nextOpenid, size) {
      const tagId = known(id);
      return followers.page(nextOpenid, size, info => info.tagid_list.includes(tagId)).openids;
    },
    tag(id, openids) {
      const tagId = known(id);
      const untagged = openids.map(followers.follower).filter(info => !info.tagid_list.includes(tagId));
      if (untagged.some(info => info.tagid_list.length >= TAGS_A_FOLLOWER)) throw new Refusal(45059);
      for (const info of untagged) info.tagid_list = [...info.tagid_list, tagId];
    },
    untag,
    reset,
  };
}
