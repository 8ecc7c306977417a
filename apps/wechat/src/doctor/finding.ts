/** What one check has found. */
export interface Finding {
  /** What was looked at, such as `redis eviction`. */
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message };
}

/** Works, but not as well as it could, or not for long. */
export function warning(check: string, message: string, advice: string): Finding {
  return { check, status: 'warning', message, advice };
}

export function failed(check: string, message: string, advice?: string): Finding {
  return { check, status: 'failed', message, ...(advice !== undefined && { advice }) };
}

/** Could not be looked at, or makes no sense here. */
export function skipped(check: string, message: string): Finding {
  return { check, status: 'skipped', message };
}
