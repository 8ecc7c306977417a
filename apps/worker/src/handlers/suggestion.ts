import type { Handler } from './handler.js';

/** A follower suggests something to the account's owner: it is kept, unless they have left since. */
export const suggestion: Handler<'suggestion'> = async (pushes, { appId, profiles, suggestions }) => {
  await suggestions.keep(pushes);
  // Who has left while this waited; an unsubscribe that is at work in this moment erases after its tombstone is there.
  const openids = [...new Set(pushes.map(push => push.fromUserName))];
  await suggestions.eraseBefore(await profiles.leavings(appId, openids));
  return [];
};
