import { type Dispatcher, request } from 'undici';

export interface Answer {
  status: number;
  contentType: string | undefined;
  body: string;
}

interface Transport {
  deadlineMilliseconds: number;
  dispatcher?: Dispatcher;
}

/**
 * One request as the platform makes it: a POST of `xml`, or without it a GET. Undefined when there was no whole answer
 * before the deadline; the platform drops the connection then, and does not tell why it had none.
 */
export async function ask(url: string, xml: string | undefined, transport: Transport): Promise<Answer | undefined> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), transport.deadlineMilliseconds);
  const headers = { 'user-agent': 'Mozilla/4.0', accept: '*/*', pragma: 'no-cache' };
  try {
    const response = await request(url, {
      ...(xml === undefined
        ? { method: 'GET', headers }
        : { method: 'POST', headers: { ...headers, 'content-type': 'text/xml' }, body: xml }),
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
