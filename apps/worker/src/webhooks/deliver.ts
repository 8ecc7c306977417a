import type { ProfileStore } from '@wechat-pipeline/follower-store';
import type { ReceivedPush } from '@wechat-pipeline/jobs';
import { type Log, orRedisAway } from '@wechat-pipeline/service';
import { bodyOf, DeliveryError, type Sender, type WebhookStates } from '@wechat-pipeline/webhooks';
import { pushId, subjectOf } from '@wechat-pipeline/wechat-core';
import { type Job, type Queue, RateLimitError, UnrecoverableError } from 'bullmq';
import { settle } from '../settle.js';
import { verdictOn } from '../verdict.js';
import { type AccountWebhook, keyOf, labelOf } from './account-webhook.js';
import type { DeliveryResult } from './webhook-metrics.js';

export interface DeliveryContext {
  readonly webhook: AccountWebhook;
  readonly queue: Queue<ReceivedPush>;
  readonly sender: Sender;
  readonly states: WebhookStates;
  readonly profiles: Pick<ProfileStore, 'findFollower'>;
  readonly log: Log;
  readonly onDelivery: (result: DeliveryResult, milliseconds: number) => void;
}

/** Longer than an exchange takes, and what is done around it. */
const PROBE_MARGIN_MILLISECONDS = 10_000;

/** Makes one attempt at a delivery; throws what BullMQ is to make of it if the endpoint has not taken it. */
export async function deliver(
  job: Job<ReceivedPush>,
  token: string | undefined,
  context: DeliveryContext,
): Promise<void> {
  const { push, appId }: Partial<ReceivedPush> = job.data; // somebody else may have put something else there
  if (push === undefined || appId === undefined) {
    throw new UnrecoverableError('expected job data { appId, receivedAt, push }, got something else');
  }
  let body: string;
  try {
    await admit(context);
    body = await bodyFor(job.data, context);
  } catch (error) {
    if (error instanceof RateLimitError || error instanceof UnrecoverableError) throw error;
    // Redis or MongoDB is away: it is not the endpoint's fault.
    return settle(verdictOn(error, job), error, job, token);
  }
  const begun = performance.now();
  const took = () => performance.now() - begun;
  try {
    await context.sender.send({ id: pushId(appId, push), body });
  } catch (error) {
    context.onDelivery('failed', took());
    throw await afterFailure(error as DeliveryError, job, context); // Sound: a sender throws nothing else.
  }
  context.onDelivery('delivered', took());
  context.log.debug({ endpoint: labelOf(context.webhook), delivery: job.id }, 'delivered');
  await afterSuccess(context);
}

/** Returns if the delivery may be sent now. */
async function admit({ webhook, states, queue, onDelivery }: DeliveryContext): Promise<void> {
  const { timeoutSeconds = 10, name } = webhook.webhook;
  const admission = await states.admit(keyOf(webhook), timeoutSeconds * 1_000 + PROBE_MARGIN_MILLISECONDS);
  if (admission.verdict === 'gone') {
    onDelivery('gone', 0);
    throw new UnrecoverableError(
      `expected an endpoint that takes deliveries, got one that is gone: wechat webhooks resume ${name}, then replay ${name}`,
    );
  }
  if (admission.verdict === 'wait') {
    await orRedisAway(queue.rateLimit(admission.milliseconds));
    // It goes back to the head of the queue, and has lost no attempt.
    throw new RateLimitError();
  }
}

async function bodyFor(received: ReceivedPush, { webhook: { account }, profiles }: DeliveryContext): Promise<string> {
  const openid = subjectOf(received.push);
  const follower = openid === '' ? undefined : await profiles.findFollower(account.appId, openid);
  return JSON.stringify(bodyOf(received, account, follower));
}

async function afterSuccess({ webhook, states, queue, log }: DeliveryContext): Promise<void> {
  const wasPaused = await states.noteSuccess(keyOf(webhook));
  if (!wasPaused) return;
  await queue.removeRateLimitKey();
  log.info({ endpoint: labelOf(webhook) }, 'the endpoint takes deliveries again');
}

/** Tells everybody of it whom it concerns, and returns what becomes of this delivery. */
async function afterFailure(
  error: DeliveryError,
  { id, attemptsMade }: Job,
  { webhook, states, queue, log }: DeliveryContext,
): Promise<Error> {
  const endpoint = labelOf(webhook);
  log.warn(
    { endpoint, delivery: id, attempt: attemptsMade + 1, code: error.code, reason: error.message },
    'not delivered',
  );
  const consequence = await states.noteFailure(keyOf(webhook), {
    reason: error.message,
    isGone: error.code === 'endpoint_gone',
    retryAfter: retryAfterOf(error),
  });
  if (consequence.kind === 'gone') {
    const advice = `nothing is sent to it until wechat webhooks resume ${webhook.webhook.name}; what fails meanwhile can be replayed`;
    log.error({ endpoint, reason: error.message }, `the endpoint is gone: ${advice}`);
    return new UnrecoverableError(error.message);
  }
  if (consequence.kind === 'paused') {
    const { milliseconds, failures } = consequence;
    await queue.rateLimit(milliseconds);
    log.warn({ endpoint, seconds: milliseconds / 1_000, failures }, 'the endpoint is paused');
  }
  return error;
}

/** How long the endpoint asks to be left alone, in milliseconds. */
export function retryAfterOf(error: Error): number | undefined {
  if (!(error instanceof DeliveryError)) return undefined;
  const { status, retryAfter } = error.answer ?? {};
  return status === 429 || status === 503 ? retryAfter : undefined;
}
