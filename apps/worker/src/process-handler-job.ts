import type { FollowerProfile, HandlerContext } from '@wechat-pipeline/handlers';
import type { Handlers } from '@wechat-pipeline/handlers/folder';
import type { ReceivedPush } from '@wechat-pipeline/jobs';
import { pushId, subjectOf } from '@wechat-pipeline/wechat-core';
import { type Job, UnrecoverableError } from 'bullmq';
import { NoSuchHandlerError } from './handler-errors.js';
import type { Outcome } from './metrics.js';
import type { JobContext } from './process-job.js';
import { type RunOptions, runHandler } from './run-handler.js';
import { settle } from './settle.js';
import { verdictOn } from './verdict.js';
import { absentApi } from './worker-accounts.js';

/** Gives a push to the owner’s handler of its kind. */
export async function processHandlerJob(
  job: Job<ReceivedPush>,
  token: string | undefined,
  { handlers, ...options }: { readonly handlers: Handlers } & Omit<RunOptions, 'kind'>,
  context: JobContext,
): Promise<Outcome> {
  const { appId, receivedAt, push }: Partial<ReceivedPush> = job.data; // somebody else may have put something else there
  if (appId === undefined || receivedAt === undefined || push === undefined) {
    throw new UnrecoverableError('expected job data { appId, receivedAt, push }, got something else');
  }
  const { kind } = push;
  try {
    const handler = handlers.get(kind);
    if (handler === undefined) throw new NoSuchHandlerError(kind);
    const known = await contextOf({ appId, receivedAt, push }, context);
    await runHandler(signal => handler({ ...known, signal }), { kind, ...options });
    return 'done';
  } catch (error) {
    const verdict = verdictOn(error, job);
    context.log.warn({ err: error, kind: 'handler', push: kind, job: job.id, verdict }, 'job not done');
    return settle(verdict, error, job, token);
  }
}

async function contextOf(
  { appId, receivedAt, push }: ReceivedPush,
  { accounts, profiles, log }: JobContext,
): Promise<Omit<HandlerContext, 'signal'>> {
  const id = pushId(appId, push);
  const openid = subjectOf(push);
  return {
    push,
    pushId: id,
    receivedAt,
    appId,
    openid,
    profile: openid === '' ? null : await profileOf(profiles, appId, openid),
    api: accounts.byAppId(appId) ?? absentApi(appId),
    log: log.child({ push: push.kind, pushId: id }),
  };
}

async function profileOf(
  profiles: JobContext['profiles'],
  appId: string,
  openid: string,
): Promise<FollowerProfile | null> {
  const follower = await profiles.findFollower(appId, openid);
  if (!follower) return null;
  // How it converges is our own affair.
  const { _id, order, ...told } = follower;
  return told;
}
