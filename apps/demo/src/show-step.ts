import { isDeepStrictEqual } from 'node:util';
import type { JobKind, Queues } from '@wechat-pipeline/jobs';
import type { Platform, PushFields } from '@wechat-pipeline/played-wechat';
import type { Db, Document } from 'mongodb';
import { checkAnswer, repliedText } from './check-answer.js';
import { stepFailure } from './failure.js';
import { ANY, findDifferences, findLeftovers } from './find-differences.js';
import { describeJob, findJob, isFinished } from './find-job.js';
import type { Follower } from './follower.js';
import { poll } from './poll.js';
import type { Receiver } from './start-receiver.js';
import { at, type Step, type Visit } from './story.js';
import type { Terminal } from './terminal.js';

export interface StepOptions {
  readonly platform: Platform;
  readonly queues: Queues;
  readonly db: Db;
  /** A page for followers only. */
  readonly membersPage: string;
  readonly receiver: Receiver;
  readonly terminal: Terminal;
}

/** Has a follower take a step, shows what becomes of it, and throws when it is not what should. */
export async function showStep(step: Step, follower: Follower, options: StepOptions): Promise<void> {
  options.terminal.title(step.title);
  const fields = await showPush(step, follower, options);
  if (step.job) await showJob(step, step.job, follower, options);
  await showProfile(step, fields, follower, options);
  if (step.suggestion !== undefined) await showSuggestion(step, fields, follower, options);
  if (step.isDelivered) await showDelivery(step, follower, options);
  for (const visit of step.visits ?? []) await showVisit(step, visit, follower, options);
}

async function showPush(step: Step, follower: Follower, { platform, terminal }: StepOptions): Promise<PushFields> {
  const { account, openid, pusher } = follower;
  const fields = step.push(openid);
  step.onPlatform?.(platform, fields, account.appId);
  const { FromUserName, CreateTime, ...told } = fields;
  const what = Object.entries(told).filter(([name, value]) => value !== '' && !['MsgId', 'MenuId'].includes(name));
  terminal.line('push', `${what.map(([name, value]) => `${name} ${value}`).join(' · ')} · from ${FromUserName}`);

  const result = await pusher.push(fields);
  check(step, 'answer', checkAnswer(result, fields, account.originalId, step.reply));
  const { status = 0, body = '' } = result.answer ?? {};
  const text = step.reply === undefined ? body : repliedText(body);
  terminal.line('answer', `${status} · ${text} · ${Math.round(result.milliseconds)} ms`);
  return fields;
}

async function showJob(step: Step, kind: JobKind, { openid }: Follower, { queues, terminal }: StepOptions) {
  const job = await poll(() => findJob(queues, kind, openid), isFinished);
  const seen = job ? describeJob(kind, job) : 'no such job';
  check(step, 'job', job?.state === 'completed' ? [] : [`expected it completed, saw: ${seen}`]);
  terminal.line('job', seen);
}

async function showProfile(step: Step, fields: PushFields, follower: Follower, { db, terminal }: StepOptions) {
  const { identity, shown } = follower;
  follower.expected = { ...(step.erases ? identity : follower.expected), ...step.changes?.(fields) };
  const differences = (profile: Document | null) => [
    ...findDifferences(profile, follower.expected),
    ...(step.erases ? findLeftovers(profile, follower.expected) : []),
  ];
  const look = () => db.collection('profiles').findOne(identity);
  const profile = await poll(look, seen => differences(seen).length === 0);
  check(step, 'profile', differences(profile));

  const { order: _bookkeeping, ...told }: Document = profile ?? {};
  follower.shown = told;
  if (!step.changes) return;
  const news = Object.entries(told).filter(([name, value]) => step.erases || !isDeepStrictEqual(value, shown[name]));
  terminal.document('profile', Object.fromEntries(news), news.length < Object.keys(told).length);
}

async function showSuggestion(step: Step, fields: PushFields, follower: Follower, { db, terminal }: StepOptions) {
  const { appId, openid } = follower.identity;
  const look = () => db.collection('suggestions').findOne({ appId, openid });
  if (step.suggestion === null) {
    const left = await poll(look, seen => seen === null);
    check(step, 'list of suggestions', left === null ? [] : ['expected none, saw one']);
    terminal.line('suggestion', 'none is left');
    return;
  }
  const expected = { appId, openid, text: step.suggestion, at: at(fields), receivedAt: ANY };
  const suggestion = await poll(look, seen => findDifferences(seen, expected).length === 0);
  check(step, 'suggestion', findDifferences(suggestion, expected));
  terminal.document('suggestion', suggestion ?? {});
}

async function showDelivery(step: Step, { openid }: Follower, { receiver, terminal }: StepOptions) {
  const delivery = await poll(
    async () => receiver.find(step.job ?? '', openid),
    seen => seen !== undefined,
  );
  check(step, 'webhook', delivery === undefined ? ['expected it at the receiver, saw nothing'] : []);
  const [id, type] = delivery?.split(' ') ?? [];
  terminal.line('webhook', `${type} · received, signature verified · webhook-id ${id}`);
}

async function showVisit(
  step: Step,
  visit: Visit,
  { phone, openid }: Follower,
  { membersPage, terminal }: StepOptions,
) {
  const page = await phone.open(membersPage);
  const isAuthorized = page.redirects.some(address => new URL(address).pathname === '/connect/oauth2/authorize');
  const sees = page.body.includes(openid) ? 'the page' : 'how to follow';
  const way = (authorized: boolean) =>
    authorized ? 'recognised by WeChat, without being asked' : 'known, no redirect through WeChat';
  const describe = (seen: Visit) => `${way(seen.isAuthorized)} · sees ${seen.sees}`;
  const isAsExpected = isAuthorized === visit.isAuthorized && sees === visit.sees && page.status === 200;
  const reasons = [`expected: ${describe(visit)}`, `saw: ${describe({ isAuthorized, sees })} (${page.status})`];
  check(step, 'visit', isAsExpected ? [] : reasons);
  const [heading = ''] = /(?<=<h1>)[^<]*/.exec(page.body) ?? [];
  terminal.line('page', `${describe(visit)} · ${heading}`);
}

function check({ title }: Step, part: string, reasons: readonly string[]): void {
  if (reasons.length > 0) throw stepFailure(title.split(': ')[0] ?? title, part, reasons);
}
