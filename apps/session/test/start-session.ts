import { randomBytes } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import {
  openProfileStore,
  openSuggestionStore,
  type ProfileStore,
  subscribed,
  unsubscribed,
} from '@wechat-pipeline/follower-store';
import { directoryForTest, mongodbForTest, redisForTest, type Teardown } from '@wechat-pipeline/local-servers';
import {
  createPhone,
  type Phone,
  type PhoneOptions,
  type Platform,
  startPlatform,
} from '@wechat-pipeline/played-wechat';
import { createHealth, createLog } from '@wechat-pipeline/service';
import { openApiClient } from '@wechat-pipeline/wechat-core';
import type { MongoClient } from 'mongodb';
import type { SessionEnv } from '../src/env.js';
import { createSessionMetrics, type SessionMetrics } from '../src/metrics.js';
import { connectMongodb } from '../src/mongodb.js';
import { connectRedis } from '../src/redis.js';
import { buildServer } from '../src/server.js';
import { openSessionAccounts } from '../src/session-accounts.js';

export const ACCOUNT = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
export const SHOP = { appId: 'wx0000000000000001', appSecret: 'a-secret-of-the-shop' };
const NOW = Date.parse('2026-11-24T12:00:00Z');

/** An entry of the account file for {@link SHOP}, with more of its fields. */
export function shopEntry(more = ''): string {
  const secrets = 'token: { file: token }, appSecret: { file: shop-app-secret }';
  return `accounts:\n  - { name: shop, appId: ${SHOP.appId}, ${secrets}${more === '' ? '' : `, ${more}`} }\n`;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** Where it leads on to. */
  readonly location: string | undefined;
  /** What it sets, whole. */
  readonly setCookies: readonly string[];
}

/** One process of however many. */
export interface Instance {
  /** Where it listens. */
  readonly url: string;
  readonly metrics: SessionMetrics;
  /** A request without following where it leads. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Playing extends Instance {
  readonly platform: Platform;
  /** Frozen; `step` is what each look at it moves it by. */
  readonly clock: { now: number; step: number };
  readonly directory: string;
  /** The path of the account file, if there is one. */
  readonly accountFile: string;
  readonly logged: readonly string[];
  /** Resolves when a line has been logged that makes this true. */
  until(isSo: () => boolean): Promise<void>;
  readonly redis: { readonly url: string; readonly prefix: string };
  readonly profiles: ProfileStore;
  /** How often a process has asked MongoDB so far. */
  readonly reads: { count: number };
  readonly mongo: MongoClient;
  phone(openid: string, more?: Partial<PhoneOptions>): Phone;
  /** Their push has been worked off; `at` is in milliseconds since the epoch. */
  follow(openid: string, at?: number, appId?: string): Promise<void>;
  unfollow(openid: string, at?: number, appId?: string): Promise<void>;
  /** Goes the way of OAuth by hand; what the browser sends from then on. */
  signIn(openid: string, options?: { readonly path?: string; readonly to?: string }): Promise<string>;
  /** Enters, and comes back from WeChat with a code, not yet to us. */
  visitWechat(openid: string, options?: { readonly path?: string; readonly to?: string }): Promise<Callback>;
  /** One more process of the same deployment. */
  startInstance(env?: Partial<SessionEnv>): Promise<Instance>;
}

/** How a browser comes back from WeChat. */
export interface Callback {
  /** Path and query, as it is at every process. */
  readonly path: string;
  readonly cookie: string;
}

export interface Settings {
  readonly env?: Partial<SessionEnv>;
  /** The account file. */
  readonly file?: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly logLevel?: string;
  readonly redisUrl?: string;
  readonly mongodbUrl?: string;
}

/** A session process on the Redis and the MongoDB of this test run, beside a played WeChat. */
export async function startSession(t: Teardown, settings: Settings = {}): Promise<Playing> {
  const clock = { now: NOW, step: 0 };
  const now = () => {
    clock.now += clock.step;
    return clock.now;
  };
  const platform = await startPlatform({ accounts: [ACCOUNT, SHOP], now });
  t.teardown(() => platform.close());
  const directory = await directoryForTest(t, 'session');
  const accountFile = join(directory, 'account.yml');
  const files = { token: 'shop123', 'shop-app-secret': SHOP.appSecret, 'account.yml': settings.file ?? '' };
  for (const [name, content] of Object.entries({ ...files, ...settings.files })) {
    writeFileSync(join(directory, name), content);
  }
  const { url: redisUrl, prefix } = settings.redisUrl
    ? { url: settings.redisUrl, prefix: 'test' }
    : await redisForTest(t);
  const mongodbUrl = settings.mongodbUrl ?? (await mongodbForTest(t));
  const mongo = connectMongodb(mongodbUrl);
  t.teardown(async () => {
    if (!settings.mongodbUrl) await mongo.db().dropDatabase();
    await mongo.close();
  });
  const profiles = openProfileStore(mongo.db(), openSuggestionStore(mongo.db()));
  const reads = { count: 0 };
  const findFollower: ProfileStore['findFollower'] = (appId, openid) => {
    reads.count += 1;
    return profiles.findFollower(appId, openid);
  };
  const logged: string[] = [];
  const lines = new EventEmitter();
  function write(line: string): void {
    logged.push(line);
    lines.emit('line');
  }
  const port = await freePort();
  const env = {
    WECHAT_APP_ID: ACCOUNT.appId,
    WECHAT_APP_SECRET: ACCOUNT.appSecret,
    SESSION_URL: `http://127.0.0.1:${port}`,
    SESSION_SECONDS: 604_800,
    QUEUE_PREFIX: prefix,
    ...(settings.file !== undefined && { ACCOUNT_FILE: accountFile }),
    ...settings.env,
  } as SessionEnv; // as much of it as is asked for

  async function start(own: SessionEnv, listenOn: number): Promise<Instance> {
    const log = createLog('session', settings.logLevel ?? 'trace', { write });
    const redis = connectRedis(redisUrl, log);
    const client = openApiClient({ url: platform.url });
    const accounts = await openSessionAccounts(own, { client, redis, log, now });
    const metrics = createSessionMetrics();
    const server = buildServer({
      url: own.SESSION_URL.replace(/\/$/, ''),
      authorizeUrl: platform.url,
      sessionSeconds: own.SESSION_SECONDS,
      accounts,
      profiles: { findFollower },
      metrics,
      health: createHealth({ redis: () => redis.ping(), mongodb: () => mongo.db().command({ ping: 1 }) }),
      log,
      now,
    });
    const url = await server.listen({ host: '127.0.0.1', port: listenOn });
    t.teardown(async () => {
      await server.close();
      accounts.close();
      await client.close();
      redis.disconnect();
    });
    if (!settings.redisUrl && redis.status !== 'ready') await once(redis, 'ready');
    return { url, metrics, get: (path, headers) => get(url + path, headers) };
  }

  const instance = await start(env, port);
  async function visitWechat(openid: string, { path = '', to = '/page' } = {}): Promise<Callback> {
    const entered = await instance.get(`${path}/enter?${new URLSearchParams({ to })}`);
    const cookie = `played_openid=${openid}`;
    const callback = new URL((await get(entered.location ?? '', { cookie })).location ?? '');
    return { path: callback.pathname + callback.search, cookie: cookiesOf(entered) };
  }
  return {
    ...instance,
    platform,
    clock,
    directory,
    accountFile,
    logged,
    async until(isSo) {
      while (!isSo()) await once(lines, 'line');
    },
    redis: { url: redisUrl, prefix },
    profiles,
    reads,
    mongo,
    phone: (openid, more) => createPhone({ platformUrl: platform.url, openid, ...more }),
    async follow(openid, at = clock.now, appId = ACCOUNT.appId) {
      const second = Math.floor(at / 1_000);
      const info = {
        subscribe: 1,
        openid,
        subscribe_time: second,
        remark: 'noted',
        nickname: `name of ${openid}`,
      } as const;
      await profiles.apply([subscribed({ kind: 'subscribe', ...push(openid, at, appId) }, info, new Date(at))]);
    },
    async unfollow(openid, at = clock.now, appId = ACCOUNT.appId) {
      await profiles.apply([unsubscribed({ kind: 'unsubscribe', ...push(openid, at, appId) })]);
    },
    visitWechat,
    async signIn(openid, options) {
      const { path, cookie } = await visitWechat(openid, options);
      return cookiesOf(await instance.get(path, { cookie }));
    },
    startInstance: async more => start({ ...env, ...more }, await freePort()),
  };
}

function push(openid: string, at: number, appId: string) {
  const header = { toUserName: 'gh_account', fromUserName: openid, createTime: Math.floor(at / 1_000) };
  return { ...header, msgType: 'event', event: 'event', appId, receivedAt: at };
}

export async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(60_000) });
  return {
    status: response.status,
    headers: response.headers,
    body: await response.text(),
    location: response.headers.get('location') ?? undefined,
    setCookies: response.headers.getSetCookie(),
  };
}

/** A `cookie` header with all that the answer sets. */
export function cookiesOf({ setCookies }: Answer): string {
  return setCookies.map(cookie => cookie.split(';')[0]).join('; ');
}

/** What a phone sends to that site. */
export function cookieOf(phone: Phone, url: string): string {
  return [...phone.cookies(url)].map(([name, value]) => `${name}=${value}`).join('; ');
}

export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  await new Promise(resolve => server.close(resolve));
  return port;
}
