import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { openAccountApi } from '@wechat-pipeline/account-api';
import { readAccountFile } from '@wechat-pipeline/accounts/file';
import { getMenu, type MenuButton, normaliseMenu, openApiClient, type SubMenu } from '@wechat-pipeline/wechat-core';
import type { Redis } from 'ioredis';
import { type ApplyMenuOptions, applyMenu } from './apply-menu.js';
import { stepFailure } from './failure.js';
import { PLAYED_ACCOUNT } from './played-accounts.js';
import type { Terminal } from './terminal.js';

export interface MenuOptions extends ApplyMenuOptions {
  readonly redis: Redis;
  readonly terminal: Terminal;
}

/** Puts the account file's menu below the chat, and throws when WeChat has another one then. */
export async function showMenu({ redis, terminal, ...applying }: MenuOptions): Promise<void> {
  const { accountFile, apiUrl, queuePrefix } = applying;
  terminal.title('menu: put below the chat as the account file says, by `wechat menu apply`');
  const { menu } = readAccountFile(await readFile(accountFile, 'utf8')).file;
  if (!menu) throw stepFailure('menu', 'account file', ['expected a menu, saw none']);
  const client = openApiClient({ url: apiUrl });
  try {
    const api = openAccountApi({ client, redis, prefix: queuePrefix, ...PLAYED_ACCOUNT });
    await applyMenu(applying);
    const seen = (await getMenu(api))?.menu;
    if (!isDeepStrictEqual(seen, normaliseMenu(menu))) {
      throw stepFailure('menu', 'menu', [`expected ${JSON.stringify(menu)}, saw ${JSON.stringify(seen)}`]);
    }
    for (const button of menu.button) terminal.line('button', describeButton(button));
    terminal.line('WeChat', 'has it so');
  } finally {
    await client.close();
  }
}

function describeButton(button: MenuButton | SubMenu): string {
  if (button.sub_button) return `${button.name}: ${button.sub_button.map(describeButton).join(' · ')}`;
  const { name, type, ...fields } = button;
  return [name, type, ...Object.values(fields)].join(' ');
}
