import { Agent, type Dispatcher, errors, request } from 'undici';
import { DeliveryError } from './delivery-error.js';
import { guardedConnector } from './guarded-connector.js';
import { retryAfterMilliseconds } from './retry-after.js';
import { type Delivery, signatureHeaders } from './sign.js';

/** An endpoint as it is spoken to. */
export interface Endpoint {
  readonly url: string;
  /** The new one first, while it is being changed. */
  readonly secrets: readonly string[];
  /** How long an exchange may take altogether. */
  readonly timeoutSeconds: number;
  readonly allowPrivateAddresses: boolean;
}

export interface Answer {
  readonly status: number;
  /** The first {@link MOST_READ_BYTES} of it: anything at all. */
  readonly body: string;
  /** How long the endpoint asks to be left alone, if it does. */
  readonly retryAfter?: number;
}

export interface Sender {
  /**
   * Posts a delivery; resolves when the endpoint has taken it.
   *
   * @throws DeliveryError if it has not, or nobody knows
   */
  send(delivery: Delivery): Promise<Answer>;
  /** Ends when what is under way has ended. */
  close(): Promise<void>;
  /** Ends at once, and with it what is under way. */
  destroy(): Promise<void>;
}

/** Of an answer nobody needs more than its status and, for who sets an endpoint up, a word. */
const MOST_READ_BYTES = 4_096;
const USER_AGENT = 'wechat-pipeline-webhooks/1';

/** Opens what posts to an endpoint, with connections of its own. */
export function openSender(
  { url, secrets, timeoutSeconds, allowPrivateAddresses }: Endpoint,
  { connections = 1, now = Date.now }: { readonly connections?: number; readonly now?: () => number } = {},
): Sender {
  const timeout = timeoutSeconds * 1_000;
  const dispatcher = new Agent({
    connect: allowPrivateAddresses ? { timeout } : guardedConnector(timeout),
    connections,
    keepAliveTimeout: 10_000,
    maxHeaderSize: 16_384,
    pipelining: 1,
  });
  return {
    async send(delivery) {
      const signal = AbortSignal.timeout(timeout);
      try {
        const response = await request(url, {
          dispatcher,
          signal,
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'user-agent': USER_AGENT,
            ...signatureHeaders(delivery, secrets, new Date(now())),
          },
          body: delivery.body,
        });
        const body = await beginningOf(response.body);
        const retryAfter = retryAfterMilliseconds(response.headers['retry-after'], now());
        return accepted({ status: response.statusCode, body, ...(retryAfter !== undefined && { retryAfter }) });
      } catch (error) {
        throw explain(error, timeoutSeconds);
      }
    },
    close: () => dispatcher.close(),
    destroy: () => dispatcher.destroy(),
  };
}

/** As much of it as is read; what follows is cut off, with the connection. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_READ_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ_BYTES).toString('utf8');
}

function accepted(answer: Answer): Answer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const got = `expected an answer with status 2xx, got ${status}`;
  if (status === 410) throw new DeliveryError('endpoint_gone', got, { answer });
  if (status >= 300 && status < 400) {
    const advice = 'redirects are not followed; put the address that it leads to into the account file';
    throw new DeliveryError('endpoint_redirects', `${got}: ${advice}`, { answer });
  }
  throw new DeliveryError('endpoint_refuses', got, { answer });
}

function explain(error: unknown, timeoutSeconds: number): DeliveryError {
  if (error instanceof DeliveryError) return error;
  const { name, code = name, syscall } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || error instanceof errors.ConnectTimeoutError) {
    const message = `expected a whole answer within ${timeoutSeconds} s, got none, or a part of one`;
    return new DeliveryError('endpoint_timeout', message, { cause: error });
  }
  const isBroken = error instanceof errors.UndiciError || error instanceof errors.HTTPParserError || syscall === 'read';
  return isBroken
    ? new DeliveryError('endpoint_unreadable', `expected an HTTP answer, got something else or the end (${code})`, {
        cause: error,
      })
    : new DeliveryError('endpoint_unreachable', `expected an endpoint that answers, got none (${code})`, {
        cause: error,
      });
}
