import { Agent, type Dispatcher, errors, request } from 'undici';
import { ApiError, ApiRequestError, ApiUnavailableError } from '../errors.js';

/** An integer beyond 2^53, as a msgid may be, is the text of its digits: a number would round it. */
export type ApiAnswer = Readonly<Record<string, unknown>>;

export interface ApiRequest {
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; without it the request is a GET. */
  readonly body?: unknown;
}

/** One call as it ended, for metrics and logs. */
export interface ApiCall {
  readonly path: string;
  /** The platform's errcode, 0 for success; or why there was no answer. */
  readonly result: number | 'api_unreachable' | 'api_gateway' | 'api_unreadable';
  readonly milliseconds: number;
}

/** The server API over HTTP. */
export interface ApiClient {
  /**
   * @throws ApiError when the answer holds an errcode other than 0
   * @throws ApiUnavailableError when there is no answer that can be read
   */
  call(path: string, request?: ApiRequest): Promise<ApiAnswer>;
  close(): Promise<void>;
}

export interface ApiClientOptions {
  /** Such as `https://api.weixin.qq.com`. */
  readonly url: string;
  readonly onCall?: (call: ApiCall) => void;
}

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** Opens a client that keeps its connections alive and waits for nothing longer than ten seconds. */
export function openApiClient({ url, onCall }: ApiClientOptions): ApiClient {
  const dispatcher = new Agent({
    connect: { timeout: 3_000 },
    headersTimeout: 10_000,
    bodyTimeout: 10_000,
    keepAliveTimeout: 30_000,
    connections: 64,
    maxResponseSize: MAX_ANSWER_BYTES,
  });
  return {
    async call(path, apiRequest = {}) {
      refuseForeignPath(path);
      const begun = performance.now();
      let result: ApiCall['result'] = 0;
      try {
        const answer = parseAnswer(path, await exchange(dispatcher, url, path, apiRequest));
        throwErrcode(path, answer);
        return answer;
      } catch (error) {
        result = error instanceof ApiError ? error.errcode : (error as ApiUnavailableError).code;
        throw error;
      } finally {
        onCall?.({ path, result, milliseconds: performance.now() - begun });
      }
    },
    close: () => dispatcher.close(),
  };
}

/** Such a path could name another host, which would then be told the access token. */
function refuseForeignPath(path: string): void {
  if (/^\/[\w./-]+$/.test(path)) return;
  throw new ApiRequestError(
    'request_malformed',
    'expected an API’s path, such as /cgi-bin/user/info, got something else',
  );
}

async function exchange(
  dispatcher: Dispatcher,
  url: string,
  path: string,
  { query, body }: ApiRequest,
): Promise<string> {
  const target = new URL(url.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query ?? {})) target.searchParams.set(name, value);
  let statusCode: number;
  let text: string;
  try {
    const response = await request(target, {
      dispatcher,
      ...(body !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    statusCode = response.statusCode;
    text = await response.body.text();
  } catch (cause) {
    const why = cause instanceof errors.UndiciError ? cause.code : (cause as NodeJS.ErrnoException).code;
    throw new ApiUnavailableError('api_unreachable', path, `expected an answer within seconds, got none (${why})`, {
      cause,
    });
  }
  if (statusCode !== 200) {
    throw new ApiUnavailableError('api_gateway', path, `expected HTTP status 200, got ${statusCode}`);
  }
  return text;
}

function parseAnswer(path: string, text: string): ApiAnswer {
  const answer = parseJson(text) ?? parseJson(withoutControlCharacters(text));
  if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) return answer as ApiAnswer;
  throw new ApiUnavailableError(
    'api_unreadable',
    path,
    `expected a JSON object, got ${text.length} characters of something else`,
  );
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return LONG_INTEGER.test(text) ? JSON.parse(withLongIntegersQuoted(text)) : value;
  } catch {
    return undefined;
  }
}

/** 2^53 has 16 digits; most answers have no number so long, and are parsed once. What looks like one inside of a string does no harm. */
const LONG_INTEGER = /[[,:]\s*-?\d{16}/;

/**
 * A msgid has 64 bits, which a JavaScript number would round: an integer that no number holds exactly becomes text.
 * Takes well-formed JSON, in time that grows with its length alone.
 */
function withLongIntegersQuoted(json: string): string {
  let isInString = false;
  return json.replace(/\\.|"|-?\d[\d.eE+-]*/g, token => {
    if (token === '"') isInString = !isInString;
    const isExact = isInString || !/^-?\d{16,}$/.test(token) || Number.isSafeInteger(Number(token));
    return isExact ? token : `"${token}"`;
  });
}

/** A remark or nickname may hold raw control characters, which the platform passes on although JSON forbids them. */
function withoutControlCharacters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f]/g, '');
}

function throwErrcode(path: string, answer: ApiAnswer): void {
  const { errcode, errmsg } = answer;
  if (errcode === undefined || errcode === 0) return;
  throw new ApiError(path, Number(errcode), typeof errmsg === 'string' ? errmsg : '');
}
