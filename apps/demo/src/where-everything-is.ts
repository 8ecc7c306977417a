import { fileURLToPath } from 'node:url';
import { hidePassword } from './hide-password.js';
import type { Played } from './play.js';
import { BY_HAND } from './played-accounts.js';
import type { Program } from './start-program.js';
import type { Stores } from './stores.js';
import type { Terminal } from './terminal.js';

export interface Everything {
  readonly ingress: Program;
  readonly worker: Program;
  readonly session: Program;
  readonly pushUrl: string;
  readonly shopUrl: string;
  readonly stores: Stores;
  readonly queuePrefix: string;
  /** Undefined when there is a real account. */
  readonly played: Played | undefined;
  readonly logFiles: readonly string[];
}

export function tellWhereEverythingIs(everything: Everything, terminal: Terminal): void {
  const { ingress, worker, session, pushUrl, shopUrl, stores, queuePrefix, played, logFiles } = everything;
  terminal.title('Where everything is');
  terminal.line('pushes', played ? `${pushUrl} · ${shopUrl}` : pushUrl);
  if (played) terminal.line('accounts', `${played.accountFile} · edit it while this runs: it is read again`);
  for (const { name, pid, ready } of [ingress, worker, session]) {
    terminal.line(name, `pid ${pid} · ${ready.admin}/livez · /readyz · /metrics`);
  }
  terminal.line('Redis', `${hidePassword(stores.redisUrl)} · keys ${queuePrefix}:*`);
  terminal.line('MongoDB', `${hidePassword(stores.mongodbUrl)} · collections profiles, suggestions, page_views`);
  if (played)
    terminal.line('WeChat', `${played.platform.url} · played; what it plays: packages/played-wechat/README.md`);
  if (played) {
    terminal.line('page', `${played.membersPage} · for followers only; in your browser you are ${BY_HAND}`);
    terminal.line('receiver', `${played.receiver.url} · examples/webhook-receiver/receiver.mjs`);
  }
  terminal.line('logs', logFiles.join(' · '));
  if (played) {
    const push = fileURLToPath(new URL('./push.js', import.meta.url)).replace(`${process.cwd()}/`, '');
    terminal.line('by hand', `node ${push} ${pushUrl} text ${BY_HAND} '@hello'`);
    terminal.line('', 'or subscribe, view, unsubscribe in place of text; after subscribe the page lets you in');
  }
}

/** What a person has to do once in the console of their Official Account. */
export function tellWhatToType(pushUrl: string, terminal: Terminal): void {
  terminal.title('To type into WeChat’s console, under Basic Configuration, Server Configuration');
  terminal.line('URL', `http(s)://<a name that WeChat can reach, port 80 or 443>${new URL(pushUrl).pathname}`);
  terminal.line('', `to be passed on to ${pushUrl}`);
  terminal.line('Token', 'the value of WECHAT_TOKEN');
  terminal.line('Mode', 'as in WECHAT_MODE; the key, if there is one, is the value of WECHAT_ENCODING_AES_KEY');
}
