import type { Handlers } from './handler.js';
import { subscribe } from './subscribe.js';
import { suggestion } from './suggestion.js';
import { unsubscribe } from './unsubscribe.js';
import { view } from './view.js';

export const HANDLERS: Handlers = { subscribe, unsubscribe, view, suggestion };
