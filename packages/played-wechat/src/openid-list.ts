import { Refusal } from './errcode.js';

/** The OpenIDs that a call is about: from 1 to `most`, else 40032. */
export function openidList(value: unknown, most: number): readonly string[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > most) throw new Refusal(40032);
  return value.map((openid: unknown) => {
    if (typeof openid !== 'string') throw new Refusal(40003);
    return openid;
  });
}
