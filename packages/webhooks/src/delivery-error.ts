import type { Answer } from './sender.js';

export type DeliveryErrorCode =
  | 'endpoint_unreachable'
  | 'endpoint_timeout'
  | 'endpoint_unreadable'
  | 'endpoint_redirects'
  | 'endpoint_refuses'
  | 'endpoint_gone'
  | 'address_not_public';

/** An endpoint did not take a delivery. Its message is one line, with nothing in it that the endpoint wrote. */
export class DeliveryError extends Error {
  override readonly name = 'DeliveryError';
  readonly code: DeliveryErrorCode;
  /** What the endpoint answered, where it is an answer that was not the right one. */
  readonly answer: Answer | undefined;

  constructor(code: DeliveryErrorCode, message: string, options: ErrorOptions & { readonly answer?: Answer } = {}) {
    super(message, options);
    this.code = code;
    this.answer = options.answer;
  }
}
