import { ApiError, fetchUserInfo, type UserInfo } from '@wechat-pipeline/wechat-core';
import { Command } from 'commander';
import { Failure } from '../../failure.js';
import { describeProfile, describeUserInfo } from '../../followers/describe-follower.js';
import type { GlobalOptions } from '../../global-options.js';
import { openTerminal } from '../../terminal.js';
import { withAccountApi } from '../../with-account-api.js';
import { withStore } from '../../with-store.js';

interface ShowOptions extends GlobalOptions {
  readonly ask?: boolean;
}

export function showCommand(): Command {
  return new Command('show')
    .description('what the database keeps of a follower')
    .argument('<openid>', 'the follower’s OpenID')
    .option('--ask', 'ask the platform, too, what it tells of them now')
    .addHelpText('after', '\nExamples:\n  wechat followers show oOpenID\n  wechat followers show oOpenID --ask --json')
    .action(async (openid: string, _, command: Command) => {
      const { json = false, account, ask = false } = command.optsWithGlobals<ShowOptions>();
      const [profile] = await withStore(account, ({ profiles, appId }) => profiles.find(appId, [openid]));
      const answer = ask ? await askPlatform(account, openid) : undefined;
      if (!profile && !isFollower(answer)) throw unknown(answer);
      const texts = [
        profile ? describeProfile(profile) : 'The database keeps nothing of them.',
        ...(answer instanceof ApiError ? [answer.message] : answer ? [describeUserInfo(answer)] : []),
      ];
      openTerminal(json).result({ profile: profile ?? null, ...(answer && { platform: answer }) }, texts.join('\n\n'));
    });
}

/** What the platform tells, also that there is no such OpenID. */
async function askPlatform(account: string | undefined, openid: string): Promise<UserInfo | ApiError> {
  return withAccountApi(account, async ({ api }) => (await fetchUserInfo(api, [openid])).get(openid)!);
}

function isFollower(answer: UserInfo | ApiError | undefined): boolean {
  return answer !== undefined && !(answer instanceof ApiError) && answer.subscribe === 1;
}

function unknown(answer: UserInfo | ApiError | undefined): Failure {
  const expected = 'expected an OpenID of this account of which the database keeps something, found nothing';
  if (answer === undefined) return new Failure(`${expected}; --ask asks the platform`);
  return new Failure(
    answer instanceof ApiError
      ? `${expected}, and ${answer.message}`
      : `${expected}, and the platform says that they do not follow`,
  );
}
