import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** So long somebody may take from /enter to the callback; the browser's cookie is kept as long. */
export const STATE_SECONDS = 600;

/** What a `state` is bound to. */
export interface StateBinding {
  /** The random ID in the browser's cookie. */
  readonly browser: string;
  readonly appId: string;
  /** Where the browser goes on to. */
  readonly to: string;
}

/**
 * A `state` that only that browser can come back with: nonce, expiry and their HMAC, all hexadecimal, as WeChat takes no
 * more than 128 letters and digits. Nothing is kept for it, so any number of tabs may be under way at once.
 */
export function writeState(key: Uint8Array, binding: StateBinding, now: number): string {
  const expiresAt = Math.floor(now / 1_000) + STATE_SECONDS;
  const content = randomBytes(16).toString('hex') + expiresAt.toString(16).padStart(EXPIRY_DIGITS, '0');
  return content + authenticate(key, binding, content).toString('hex');
}

/** Whether the state was written, for that browser, account and page, by one of the keys, and has not expired. */
export function isStateOf(keys: readonly Uint8Array[], binding: StateBinding, state: string, now: number): boolean {
  if (!/^[0-9a-f]{106}$/.test(state)) return false;
  const [content, code] = [state.slice(0, CONTENT_DIGITS), Buffer.from(state.slice(CONTENT_DIGITS), 'hex')];
  const isOurs = keys.some(key => timingSafeEqual(authenticate(key, binding, content), code));
  return isOurs && now < Number.parseInt(content.slice(NONCE_DIGITS), 16) * 1_000;
}

const NONCE_DIGITS = 32;
const EXPIRY_DIGITS = 10;
const CONTENT_DIGITS = NONCE_DIGITS + EXPIRY_DIGITS;

function authenticate(key: Uint8Array, { browser, appId, to }: StateBinding, content: string): Buffer {
  // As JSON, so that no part can be read as the end of the one before it.
  return createHmac('sha256', key)
    .update(JSON.stringify([browser, appId, to, content]))
    .digest();
}
