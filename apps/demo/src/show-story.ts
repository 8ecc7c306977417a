import { createPusher, text } from '@wechat-pipeline/played-wechat';
import { stepFailure } from './failure.js';
import { createFollower } from './follower.js';
import { PLAYED_ACCOUNT, SHOP } from './played-accounts.js';
import { type StepOptions, showStep } from './show-step.js';
import { storyOf } from './story.js';

export interface StoryOptions extends StepOptions {
  /** Where WeChat pushes to for each account. */
  readonly pushUrl: string;
  readonly shopUrl: string;
  readonly sessionUrl: string;
  readonly membersPage: string;
}

/** Has followers live through the pipeline, shows what becomes of each push, and throws when one goes wrong. */
export async function showStory(options: StoryOptions): Promise<void> {
  const { pushUrl, shopUrl, sessionUrl, membersPage, platform, terminal } = options;
  const own = createFollower(PLAYED_ACCOUNT, pushUrl, platform.url);
  const shops = createFollower(SHOP, shopUrl, platform.url);

  terminal.title('handshake: the address of each account is saved in WeChat’s console');
  for (const { pusher } of [own, shops]) {
    if (await pusher.handshake()) continue;
    throw stepFailure('handshake', 'answer', ['expected echostr verbatim, saw something else']);
  }
  terminal.line('answer', '200 · echostr, verbatim');

  const story = storyOf(`${sessionUrl}/enter?to=${membersPage}`);
  for (const step of story) await showStep(step, step.account === SHOP ? shops : own, options);

  terminal.title('second account: a push with the first one’s token is refused');
  const stranger = createPusher({ ...PLAYED_ACCOUNT, url: shopUrl, tries: 1 });
  const { answer } = await stranger.push(text(own.openid, '你好'));
  const seen = `${answer?.status} · ${answer?.body}`;
  if (answer?.status !== 403) throw stepFailure('token', 'answer', [`expected 403, saw ${seen}`]);
  terminal.line('answer', seen);
}
