import type { AccountApi, Menu } from '@wechat-pipeline/wechat-core';
import { createMenu } from '@wechat-pipeline/wechat-core';

/**
 * Puts the account file's menu in place.
 *
 * This is the command line's work, `wechat menu apply --yes`: where that command is there, this starts it instead.
 */
export async function applyMenu(api: AccountApi, menu: Menu): Promise<void> {
  await createMenu(api, menu);
}
