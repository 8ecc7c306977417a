import type { Collection, Document } from 'mongodb';

const DOCUMENTS_A_WRITE = 1_000;
const WRITES_AT_ONCE = 4;

/** Writes a profile for each of these OpenIDs: a copy of one that a worker has made, `model`, as far as it names its follower. */
export async function fillProfiles(
  profiles: Collection,
  model: Document,
  openids: Iterable<string>,
  onProgress: (written: number) => void,
): Promise<void> {
  const source = openids[Symbol.iterator]();
  let written = 0;
  async function write(): Promise<void> {
    for (let group = take(source, DOCUMENTS_A_WRITE); group.length > 0; group = take(source, DOCUMENTS_A_WRITE)) {
      await profiles.insertMany(
        group.map(openid => copyFor(model, openid)),
        { ordered: false, writeConcern: { w: 1 } },
      );
      written += group.length;
      onProgress(written);
    }
  }
  await Promise.all(Array.from({ length: WRITES_AT_ONCE }, write));
}

/** The same profile as another follower's. An `_id` that MongoDB has made is left to MongoDB. */
export function copyFor({ _id, ...model }: Document, openid: string): Document {
  const entries = Object.entries(typeof _id === 'string' ? { _id, ...model } : model);
  return Object.fromEntries(
    entries.map(([field, value]) => [
      field,
      typeof value === 'string' ? value.replaceAll(String(model.openid), openid) : value,
    ]),
  );
}

function take<T>(source: Iterator<T>, most: number): T[] {
  const taken: T[] = [];
  while (taken.length < most) {
    const { done, value } = source.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
