import type { Api, ApiRequest } from './api.js';
import { type ApiPath, apis } from './apis/all.js';
import { errcodeAnswer, Refusal } from './errcode.js';
import { parseObject } from './parse-object.js';
import type { State } from './state.js';

export interface RawRequest {
  method: string;
  query: Readonly<Record<string, string | string[] | undefined>>;
  /** The query as it came. */
  search: string;
  body: string;
  ip: string;
}

/** What the platform answers to a call: what was asked for, or an errcode. Either is HTTP status 200. */
export function answerApi(path: ApiPath, raw: RawRequest, state: State): object {
  const api: Api = apis[path];
  try {
    if (raw.method !== api.method) throw new Refusal(api.method === 'POST' ? 43002 : 43001);
    const request: ApiRequest = {
      query(name) {
        const value = raw.query[name];
        return (Array.isArray(value) ? value[0] : value) ?? '';
      },
      body: api.method === 'POST' ? parseObject(raw.body) : {},
      rawBody: raw.body,
    };
    const account = api.authenticate(request, state);
    if (api.isMetered) account.quotas.take(path);
    return api.answer(request, account, state);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.errcode, raw, state);
  }
}

/** An errcode's answer, counted, and noted under its rid. */
export function refuse(errcode: number, raw: RawRequest, state: State, errmsg?: string): object {
  state.calls.errcodes[errcode] = (state.calls.errcodes[errcode] ?? 0) + 1;
  const { rid, ...answer } = errcodeAnswer(errcode, state.now(), errmsg);
  state.rids.note(rid, {
    invoke_time: Math.floor(state.now() / 1_000),
    cost_in_ms: 1,
    request_url: raw.search,
    request_body: raw.body,
    response_body: JSON.stringify(answer),
    client_ip: raw.ip,
  });
  return answer;
}
