import { randomBytes } from 'node:crypto';
import type { Queues } from '@wechat-pipeline/jobs';
import { type LifeStep, type Platform, type Pusher, playLife } from '@wechat-pipeline/played-wechat';
import type { Collection, Document } from 'mongodb';
import { checkAnswer, repliedText } from './check-answer.js';
import { Failure } from './failure.js';
import { findDifferences } from './find-differences.js';
import { describeJob, findJob, isFinished } from './find-job.js';
import { LIFE_EXPECTATIONS, TOMBSTONE_FIELDS } from './life-expectations.js';
import { PLAYED_ACCOUNT } from './played-account.js';
import { poll } from './poll.js';
import type { Terminal } from './terminal.js';

export interface LifeOptions {
  readonly pusher: Pusher;
  readonly platform: Platform;
  readonly queues: Queues;
  readonly profiles: Collection<{ _id: string }>;
  readonly terminal: Terminal;
}

type Profile = Readonly<Record<string, unknown>>;

/** Has a new follower live through the pipeline, shows what becomes of each push, and throws when one goes wrong. */
export async function showLife(options: LifeOptions): Promise<void> {
  const { pusher, platform, terminal } = options;
  terminal.title('handshake: the address is saved in WeChat’s console');
  if (!(await pusher.handshake())) fail('handshake', 'answer', ['expected echostr verbatim, saw something else']);
  terminal.line('answer', '200 · echostr, verbatim');

  const openid = `oDemo${randomBytes(11).toString('hex')}`.slice(0, 28);
  const known: Profile = { _id: `${PLAYED_ACCOUNT.appId}:${openid}`, appId: PLAYED_ACCOUNT.appId, openid };
  let expected = known;
  for await (const step of playLife(pusher, platform, openid)) {
    const { changes } = LIFE_EXPECTATIONS[step.step];
    expected = { ...(step.step === 'unfollow' ? known : expected), ...changes?.(step.fields) };
    await showStep(step, expected, options);
  }
}

async function showStep({ step, fields, result }: LifeStep, expected: Profile, options: LifeOptions): Promise<void> {
  const { queues, profiles, terminal } = options;
  const { title, reply, job: kind, changes } = LIFE_EXPECTATIONS[step];
  terminal.title(title);
  const { FromUserName: openid, CreateTime, ...told } = fields;
  const what = Object.entries(told).filter(([name, value]) => value !== '' && !['MsgId', 'MenuId'].includes(name));
  terminal.line('push', `${what.map(([name, value]) => `${name} ${value}`).join(' · ')} · from ${openid}`);

  const wrong = checkAnswer(result, fields, PLAYED_ACCOUNT.originalId, reply);
  if (wrong.length > 0) fail(step, 'answer', wrong);
  const { status = 0, body = '' } = result.answer ?? {};
  terminal.line('answer', `${status} · ${reply ? repliedText(body) : body} · ${Math.round(result.milliseconds)} ms`);

  if (kind) {
    const job = await poll(() => findJob(queues, kind, openid), isFinished);
    const seen = job ? describeJob(kind, job) : 'no such job';
    if (job?.state !== 'completed') fail(step, 'job', [`expected it completed, saw: ${seen}`]);
    terminal.line('job', seen);
  }

  const look = () => profiles.findOne({ _id: String(expected._id) });
  const differences = (profile: Document | null) => [
    ...findDifferences(profile, expected),
    ...(step === 'unfollow' ? leftovers(profile) : []),
  ];
  const profile = await poll(look, seen => differences(seen).length === 0);
  if (differences(profile).length > 0) fail(step, 'profile', differences(profile));
  const { order: _bookkeeping, ...shown }: Document = profile ?? {};
  if (changes) terminal.document('profile', shown);
  else terminal.line('profile', 'as it was');
}

function leftovers(profile: Document | null): string[] {
  const left = Object.keys(profile ?? {}).filter(field => !TOMBSTONE_FIELDS.includes(field));
  return left.map(field => `${field}: expected to be deleted, is still there`);
}

function fail(step: string, part: string, reasons: readonly string[]): never {
  throw new Failure(`${step}: the ${part} is not as it should be.\n  ${reasons.join('\n  ')}`);
}
