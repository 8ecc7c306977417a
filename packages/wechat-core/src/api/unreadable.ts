import { ApiUnavailableError } from '../errors.js';

/** The error for an answer that lacks what decides. */
export function unreadable(path: string, expected: string): ApiUnavailableError {
  return new ApiUnavailableError('api_unreadable', path, `expected ${expected}`);
}
