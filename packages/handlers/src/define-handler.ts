import type { PushKind } from '@wechat-pipeline/wechat-core';
import type { Handler } from './handler.js';

/** A handler that knows its kind, which the name of its file has to agree with. */
export interface DefinedHandler<K extends PushKind = PushKind> {
  readonly kind: K;
  readonly handle: Handler<K>;
}

/** Makes the default export of a module: `export default defineHandler('click', async ({ push, api }) => { … })`. */
export function defineHandler<K extends PushKind>(kind: K, handle: Handler<K>): DefinedHandler<K> {
  return { kind, handle };
}
