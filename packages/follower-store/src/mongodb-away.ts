import { DependencyAwayError, type Failure } from '@wechat-pipeline/service';
import {
  MongoBulkWriteError,
  MongoError,
  MongoErrorLabel,
  MongoNetworkError,
  MongoServerError,
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

/** Whose failure it is that a write of several failed: where MongoDB is not away, it has refused what one of them brought. */
export function failureOf(error: unknown): Failure {
  return error instanceof DependencyAwayError ? 'all' : 'one';
}

/**
 * What a server says that is stopping, or no longer the primary, or not yet: the codes upon which the driver would try
 * again. It labels such errors itself only where it has tried.
 */
const AWAY_CODES: readonly unknown[] = [
  6, 7, 89, 91, 134, 189, 262, 9_001, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436,
];

function isAway(error: unknown): boolean {
  // A bulk write wraps whatever came up. If MongoDB refused no single write, then it was not the writes' fault.
  if (error instanceof MongoBulkWriteError) {
    const isUnconfirmed = error.result.getWriteConcernError() !== undefined;
    return isUnconfirmed || [error.writeErrors].flat().every(({ code }) => AWAY_CODES.includes(code));
  }
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoServerError && AWAY_CODES.includes(error.code)) ||
    (error instanceof MongoError && error.hasErrorLabel(MongoErrorLabel.RetryableWriteError))
  );
}
