import type { AccountApi } from './account-api.js';
import { batches } from './batches.js';

/**
 * Calls once for each `size` OpenIDs, with `fields` beside them. The calls are made one after the other; the first that
 * fails ends it.
 */
export async function callInBatches(
  api: AccountApi,
  path: string,
  openids: readonly string[],
  size: number,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  for (const batch of batches([...new Set(openids)], size)) {
    await api.call(path, { body: { ...fields, openid_list: batch } });
  }
}
