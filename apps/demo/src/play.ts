import { freePort } from '@wechat-pipeline/local-servers';
import { type Platform, startPlatform } from '@wechat-pipeline/played-wechat';
import { choosePort } from './choose-port.js';
import type { Closing } from './closing.js';
import { copyAccountFile } from './copy-account-file.js';
import type { DemoEnv } from './env.js';
import { startMembersPage } from './members-page.js';
import { BY_HAND, PLAYED_ACCOUNT, SHOP } from './played-accounts.js';
import { type Receiver, startReceiver } from './start-receiver.js';
import type { Terminal } from './terminal.js';

/** What stands in for WeChat and its account's owner when there are no real credentials. */
export interface Played {
  readonly platform: Platform;
  readonly accountFile: string;
  /** Where the session process is to listen. */
  readonly sessionUrl: string;
  /** A page for followers only. */
  readonly membersPage: string;
  /** Business logic of the owner’s. */
  readonly receiver: Receiver;
}

/** Starts what is played; of the session process only where it is to listen, since that is a part of addresses. */
export async function play({ directory, sessionPort }: DemoEnv, closing: Closing, terminal: Terminal): Promise<Played> {
  const platform = await startPlatform({ accounts: [PLAYED_ACCOUNT, SHOP], autoFollow: BY_HAND });
  closing.add(() => platform.close());
  // Stands for whoever opens a page in a browser of this machine.
  platform.holdPhone({ openid: BY_HAND });
  terminal.line('WeChat', `played, for want of credentials · its API on ${platform.url}`);
  const port = sessionPort ?? (await choosePort('127.0.0.1', 3001));
  const sessionUrl = `http://127.0.0.1:${port || (await freePort())}`;
  const membersPage = await startMembersPage(sessionUrl, closing);
  const receiver = await startReceiver(closing);
  const addresses = { SESSION_URL: sessionUrl, MEMBERS_PAGE: membersPage, RECEIVER_URL: receiver.url };
  return { platform, accountFile: await copyAccountFile(directory, addresses), sessionUrl, membersPage, receiver };
}
