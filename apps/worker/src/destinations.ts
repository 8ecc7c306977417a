import type { Handlers } from '@wechat-pipeline/handlers/folder';
import type { ForwardQueues } from '@wechat-pipeline/jobs';
import type { Destination, Destinations } from './pass-on.js';

/** All business logic of the owner’s that waits for pushes: their modules, and their endpoints. */
export function openDestinations(handlers: Handlers, queues: ForwardQueues, endpoints: Destinations): Destinations {
  const toHandlers: Destination = { queue: queues.handler, wants: ({ kind }) => handlers.has(kind) };
  // Asked for with every job; without handlers nothing is to be asked of each push.
  return handlers.size === 0 ? endpoints : appId => [toHandlers, ...endpoints(appId)];
}
