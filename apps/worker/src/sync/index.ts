import { refresh } from './refresh.js';
import { sync } from './sync.js';
import type { SyncHandlers } from './sync-handler.js';

export const SYNC_HANDLERS: SyncHandlers = { sync, refresh };
