import { type Collection, type Document, MongoBulkWriteError, type OptionalUnlessRequiredId } from 'mongodb';

const DUPLICATE_KEY = 11_000;

/** Inserts these documents, but for those whose `_id` is there; the numbers of those are returned, counted from 0. */
export async function insertNew<T extends Document>(
  collection: Collection<T>,
  documents: readonly OptionalUnlessRequiredId<T>[],
): Promise<readonly number[]> {
  return documents.length === 0 ? [] : duplicatesOf(collection.insertMany(documents, { ordered: false }));
}

/** The numbers of those writes that failed only because somebody had inserted that document. Throws if any failed otherwise. */
export async function duplicatesOf(write: Promise<unknown>): Promise<readonly number[]> {
  try {
    await write;
    return [];
  } catch (error) {
    // What MongoDB could not confirm may be undone.
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError()) throw error;
    const failures = [error.writeErrors].flat();
    if (failures.length === 0 || failures.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
    return failures.map(({ index }) => index);
  }
}
