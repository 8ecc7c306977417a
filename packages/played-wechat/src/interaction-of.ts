import type { Interaction } from './conversations.js';
import type { PushFields } from './push-fields.js';

/** The part of the platform that is told of interactions; may be another process's, hence the promise. */
export interface NotedInteractions {
  interact(openid: string, interaction: Interaction, appId?: string): void | Promise<void>;
}

/** Of menus only what pushes a click or a scan counts; a page that is opened does not. */
const EVENTS: Readonly<Record<string, Interaction>> = {
  subscribe: 'follow',
  SCAN: 'scan',
  CLICK: 'click',
  scancode_push: 'click',
  scancode_waitmsg: 'click',
};

/** What a push says that a follower did, as far as that lets the account write to them. */
export function interactionOf({ MsgType, Event }: PushFields): Interaction | undefined {
  if (MsgType !== 'event') return 'message';
  return typeof Event === 'string' ? EVENTS[Event] : undefined;
}
