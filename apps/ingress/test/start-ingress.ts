import { randomBytes } from 'node:crypto';
import type { Accounts } from '@wechat-pipeline/accounts';
import { JOB_KINDS, type JobKind, type JobPush, type ReceivedPush } from '@wechat-pipeline/jobs';
import { redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { createHealth, createLog } from '@wechat-pipeline/service';
import { createNonceGuard, type PushFormat, type PushSecrets, sign } from '@wechat-pipeline/wechat-core';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { accountRules } from '../src/answers/index.js';
import type { IngressAccount } from '../src/ingress-accounts.js';
import { type Intake, openIntake } from '../src/intake.js';
import { createIngressMetrics, type IngressMetrics } from '../src/metrics.js';
import { connectRedis } from '../src/redis.js';
import { buildServer } from '../src/server.js';

export const TOKEN = 'token123';
export const APP_ID = 'wx0123456789abcdef';

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
  readonly headers: Headers;
}

export interface RunningIngress {
  /** Without a path. */
  readonly url: string;
  readonly intake: Intake;
  readonly metrics: IngressMetrics;
  /** What was logged, a line each. */
  readonly logged: readonly string[];
  /** Anything, to anywhere. WeChat would wait for five seconds. */
  fetch(path: string, init?: RequestInit): Promise<Answer>;
  /** A push as WeChat makes it. */
  push(document: string): Promise<Answer>;
  /** The pushes that wait in that queue, job by job. */
  waiting(kind: JobKind): Promise<readonly (readonly JobPush[])[]>;
  /** Those on their way to the owner’s business logic, job by job. */
  forwarded(): Promise<readonly (readonly ReceivedPush[])[]>;
}

export interface IngressSettings {
  /** Of a Redis that may be away. */
  readonly redisUrl?: string;
  /** Shared with another ingress. */
  readonly redis?: { readonly url: string; readonly prefix: string };
  readonly logLevel?: string;
  readonly timestampToleranceSeconds?: number;
  readonly secrets?: Partial<PushSecrets>;
  readonly format?: PushFormat;
  /** What the owner’s business logic waits for; by default nothing. */
  readonly forwards?: IngressAccount['forwards'];
  /** By default the environment's account alone. */
  readonly accounts?: Accounts<IngressAccount>;
}

/** Whoever waits longer is left hanging; that a busy machine takes seconds is no failure. */
const ANSWER_MILLISECONDS = 30_000;

/** The ingress, listening on a free port, on the Redis of this test run unless another is given. */
export async function startIngress(t: Teardown, settings: IngressSettings = {}): Promise<RunningIngress> {
  const { url: redisUrl, prefix } = settings.redisUrl
    ? { url: settings.redisUrl, prefix: 'test' }
    : (settings.redis ?? (await redisForTest(t)));
  const logged: string[] = [];
  const log = createLog('ingress', settings.logLevel ?? 'trace', { write: line => void logged.push(line) });
  const metrics = createIngressMetrics();
  const redis = connectRedis(redisUrl, log);
  const { timestampToleranceSeconds = 300 } = settings;
  const intake = openIntake({
    redis,
    prefix,
    timestampToleranceSeconds,
    onEnqueued: metrics.enqueued,
  });
  const health = createHealth({ redis: () => redis.ping() });
  const secrets: PushSecrets = {
    tokens: [TOKEN],
    timestampToleranceSeconds,
    mode: 'plaintext',
    ...settings.secrets,
  };
  const account: IngressAccount = {
    appId: APP_ID,
    secrets,
    nonces: createNonceGuard(secrets),
    rules: accountRules(undefined),
    forwards: settings.forwards ?? (() => false),
  };
  const server = buildServer({
    path: '/wechat',
    accounts: settings.accounts ?? alone(account),
    intake,
    health,
    log,
    metrics,
    format: settings.format ?? 'xml',
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  t.teardown(async () => {
    await server.close();
    await intake.close();
    redis.disconnect();
  });
  if (!settings.redisUrl) await new Promise(resolve => redis.once('ready', resolve));

  async function fetchIt(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url + path, { signal: AbortSignal.timeout(ANSWER_MILLISECONDS), ...init });
    const { status, headers } = response;
    return { status, type: headers.get('content-type'), body: await response.text(), headers };
  }

  async function waitingIn<P>(name: string): Promise<readonly (readonly P[])[]> {
    const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
    const queue = new Queue<{ readonly pushes: readonly P[] }>(name, { connection, prefix });
    const jobs = await queue.getWaiting();
    await queue.close();
    connection.disconnect();
    return jobs.map(job => job.data.pushes);
  }

  return {
    url,
    intake,
    metrics,
    logged,
    fetch: fetchIt,
    push: document =>
      fetchIt(`/wechat?${signedQuery()}`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: document }),
    waiting: kind => waitingIn<JobPush>(kind),
    forwarded: () => waitingIn<ReceivedPush>('forward'),
  };
}

/** The environment's account, without an account file. */
function alone(account: IngressAccount): Accounts<IngressAccount> {
  return {
    byName: name => (name === '' ? account : undefined),
    byAppId: appId => (appId === account.appId ? account : undefined),
    all: () => [account],
    close() {},
  };
}

export async function waitingAtAll(ingress: RunningIngress): Promise<number> {
  const jobs = await Promise.all(JOB_KINDS.map(kind => ingress.waiting(kind)));
  return jobs.flat().length;
}

/** The query of a push that WeChat signed so many seconds ago. */
export function signedQuery({ secondsAgo = 0, token = TOKEN, ...more }: Record<string, string | number> = {}): string {
  const timestamp = String(Math.floor(Date.now() / 1_000) - Number(secondsAgo));
  const nonce = randomBytes(8).toString('hex');
  const signature = sign(String(token), timestamp, nonce);
  return new URLSearchParams({ signature, timestamp, nonce, ...(more as Record<string, string>) }).toString();
}
