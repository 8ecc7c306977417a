import { looksLikeToken } from './access-tokens.js';
import type { Account } from './account.js';
import type { ApiRequest } from './api.js';
import { Refusal } from './errcode.js';
import type { State } from './state.js';

/** 41001 without a token, 40014 for what is none, 40001 for one that was replaced or revoked, 42001 for an expired one. */
export function byAccessToken(request: ApiRequest, state: State): Account {
  const token = request.query('access_token');
  if (token === '') throw new Refusal(41001);
  if (!looksLikeToken(token)) throw new Refusal(40014);
  const account = state.accounts.find(({ tokens }) => tokens.has(token));
  if (!account) throw new Refusal(40001);
  account.tokens.check(token);
  return account;
}

export function byCredentials(state: State, grantType: unknown, appId: unknown, secret: unknown): Account {
  if (grantType !== 'client_credential') throw new Refusal(40002);
  return bySecret(state, appId, secret);
}

/**
 * The platform tells two wrong secrets apart: 40001 is one that "does not belong to this Official Account" (here:
 * another account's), 40125 is no secret at all.
 */
export function bySecret(state: State, appId: unknown, secret: unknown): Account {
  const account = byAppId(state, appId);
  if (typeof secret !== 'string' || secret === '') throw new Refusal(41004);
  if (account.appSecret === secret) return account;
  throw new Refusal(state.accounts.some(({ appSecret }) => appSecret === secret) ? 40001 : 40125);
}

export function byAppId(state: State, appId: unknown): Account {
  if (typeof appId !== 'string' || appId === '') throw new Refusal(41002);
  const account = state.accounts.find(known => known.appId === appId);
  if (!account) throw new Refusal(40013);
  return account;
}

/** By the access token of a web authorization, which is none of the account's. */
export function byOAuthToken({ query }: ApiRequest, state: State): Account {
  const token = query('access_token');
  if (token === '') throw new Refusal(41001);
  const account = state.accounts.find(({ oauth }) => oauth.has(token));
  if (!account) throw new Refusal(40001);
  return account;
}
