import { type Dispatcher, request } from 'undici';

export interface Answer {
  status: number;
  contentType: string | undefined;
  body: string;
}

interface Transport {
  deadlineMilliseconds: number;
  /** Of a document. */
  contentType: string;
  dispatcher?: Dispatcher;
}

/**
 * One request as the platform makes it: a POST of a document, or without one a GET. Undefined when there was no whole answer
 * before the deadline; the platform drops the connection then, and does not tell why it had none.
 */
export async function ask(
  url: string,
  document: string | undefined,
  transport: Transport,
): Promise<Answer | undefined> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), transport.deadlineMilliseconds);
  const headers = { 'user-agent': 'Mozilla/4.0', accept: '*/*', pragma: 'no-cache' };
  try {
    const response = await request(url, {
      ...(document === undefined
        ? { method: 'GET', headers }
        : { method: 'POST', headers: { ...headers, 'content-type': transport.contentType }, body: document }),
      ...(transport.dispatcher ? { dispatcher: transport.dispatcher } : {}),
      signal: deadline.signal,
    });
    const contentType = response.headers['content-type'];
    return {
      status: response.statusCode,
      contentType: Array.isArray(contentType) ? contentType[0] : contentType,
      body: await response.body.text(),
    };
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
