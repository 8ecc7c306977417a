import { ApiError } from '../errors.js';
import type { AccessToken } from './access-token.js';
import type { ApiAnswer, ApiClient, ApiRequest } from './client.js';
import { errorAction } from './error-policy.js';

/** The server API as one account may call it: with its access token. */
export interface AccountApi {
  /** As {@link ApiClient.call}; a token that the platform refuses is replaced, and the call made once more. */
  call(path: string, request?: ApiRequest): Promise<ApiAnswer>;
}

export function createAccountApi(client: ApiClient, accessToken: AccessToken): AccountApi {
  async function callWith(token: string, path: string, request: ApiRequest): Promise<ApiAnswer> {
    return client.call(path, { ...request, query: { ...request.query, access_token: token } });
  }
  return {
    async call(path, request = {}) {
      const token = await accessToken.get();
      try {
        return await callWith(token, path, request);
      } catch (error) {
        if (!(error instanceof ApiError) || errorAction(error.errcode, path) !== 'refresh-token') throw error;
        await accessToken.reject(token);
        return callWith(await accessToken.get(), path, request);
      }
    },
  };
}
