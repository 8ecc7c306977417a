// A module of somebody who has installed the package: package.test.ts compiles it against what is published, and loads it.
import { defineHandler, type FollowerProfile, type Handler, type HandlerContext } from '@wechat-pipeline/handlers';
import { sendCustomerMessage } from '@wechat-pipeline/wechat-core';

export default defineHandler('click', async ({ push, openid, api, signal, pushId, profile }) => {
  // @ts-expect-error a tap on a button has no content
  push.content satisfies string;
  signal.throwIfAborted();
  const content = `${push.eventKey} ${pushId} ${nameOf(profile)}`;
  await sendCustomerMessage(api, { touser: openid, msgtype: 'text', text: { content } });
});

function nameOf(profile: FollowerProfile | null): string {
  // @ts-expect-error nothing may be kept
  profile.nickname satisfies string | undefined;
  return profile?.nickname ?? '';
}

// @ts-expect-error there is no such kind
export const noKind = defineHandler('clik', () => {});
// @ts-expect-error what came is not to be changed
export const changes = defineHandler('text', ({ push }) => (push.content = ''));
// @ts-expect-error of a push of any kind it is not known what it has
export const anyKind: Handler = ({ push }) => push.eventKey;

export const noPromise: Handler<'view'> = ({ log, push }) => log.info({ url: push.eventKey });
export const unknownKind: Handler<'unknown'> = ({ push, log }) => log.info({ names: Object.keys(push.fields) }, 'new');
export const twoKinds = (context: HandlerContext<'text'> | HandlerContext<'click'>): string => context.push.kind;
