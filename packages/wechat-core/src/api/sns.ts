import { ApiError, RestartOAuthError, type RestartOAuthReason } from '../errors.js';
import type { ApiAnswer, ApiClient } from './client.js';

const REASONS: Readonly<Record<number, RestartOAuthReason>> = {
  40029: 'code_invalid',
  40163: 'code_used',
  42003: 'code_expired',
  40030: 'refresh_token_invalid',
  42002: 'refresh_token_expired',
  // They have changed their password.
  42007: 'authorization_revoked',
};

/** A call of web authorization, which goes by a visitor's token or a code instead of the account's access token. */
export async function callSns(
  client: ApiClient,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  try {
    return await client.call(path, { query });
  } catch (error) {
    const reason = error instanceof ApiError ? REASONS[error.errcode] : undefined;
    if (!(error instanceof ApiError) || reason === undefined) throw error;
    throw new RestartOAuthError(reason, error);
  }
}
