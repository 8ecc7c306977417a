import { DependencyAwayError } from '@wechat-pipeline/service';
import {
  MongoBulkWriteError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerSelectionError,
} from 'mongodb';

/** Does something in MongoDB. Throws {@link DependencyAwayError} where it failed for a reason that lies with MongoDB. */
export async function orAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isAway(error) ? new DependencyAwayError('mongodb', error) : error;
  }
}

function isAway(error: unknown): boolean {
  // A bulk write wraps whatever came up. If MongoDB refused no single write, then it was not the writes' fault.
  if (error instanceof MongoBulkWriteError) return [error.writeErrors].flat().length === 0;
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError))
  );
}
