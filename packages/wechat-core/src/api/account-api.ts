import { ApiError } from '../errors.js';
import type { AccessToken } from './access-token.js';
import { type ApiGate, createApiGate } from './api-gate.js';
import type { ApiAnswer, ApiClient, ApiRequest } from './client.js';
import { errorAction } from './error-policy.js';

/** The server API as one account may call it: with its access token, and no API that has asked for a pause. */
export interface AccountApi {
  /**
   * As {@link ApiClient.call}; a token that the platform refuses is replaced, and the call made once more.
   *
   * @throws ApiPausedError, before anything is sent, while the API is paused
   */
  call(path: string, request?: ApiRequest): Promise<ApiAnswer>;
  readonly gate: ApiGate;
}

export function createAccountApi(
  client: ApiClient,
  accessToken: AccessToken,
  gate: ApiGate = createApiGate(),
): AccountApi {
  async function callWith(token: string, path: string, request: ApiRequest): Promise<ApiAnswer> {
    return client.call(path, { ...request, query: { ...request.query, access_token: token } });
  }

  async function call(path: string, request: ApiRequest): Promise<ApiAnswer> {
    const token = await accessToken.get();
    try {
      return await callWith(token, path, request);
    } catch (error) {
      if (!(error instanceof ApiError) || errorAction(error.errcode, path) !== 'refresh-token') throw error;
      await accessToken.reject(token);
      // Once: a new token that is refused as well would be so for ever, and each refusal counts against the quota.
      return callWith(await accessToken.get(), path, request);
    }
  }

  return { gate, call: (path, request = {}) => gate.through(path, () => call(path, request)) };
}
