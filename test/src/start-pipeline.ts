import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { closeQueues, type ForwardQueues, openForwardQueues, openQueues, type Queues } from '@wechat-pipeline/jobs';
import {
  freePort,
  mongodbForTest,
  redisForTest,
  spawnTied,
  type Teardown,
  type TiedProcess,
} from '@wechat-pipeline/local-servers';
import {
  createPusher,
  type Platform,
  type PlatformOptions,
  type Pusher,
  startPlatform,
} from '@wechat-pipeline/played-wechat';
import { Redis } from 'ioredis';
import { type Collection, type Document, MongoClient } from 'mongodb';

const ROOT = join(import.meta.dirname, '../../..');
export const CREDENTIALS = { appId: 'wx0123456789abcdef', appSecret: 'a-secret-of-the-account' };
export const TOKEN = 'token123';

/** One of our programs while it runs. */
export interface Program {
  readonly process: TiedProcess;
  /** What it logged so far, a line each. */
  readonly logged: readonly string[];
  /** Resolves when it has logged that so many times. */
  says(what: RegExp, times?: number): Promise<void>;
  /** The address of its admin port. */
  readonly adminUrl: string;
  /** SIGTERM to the process itself, as `docker stop` sends it; resolves with its exit code. */
  terminate(): Promise<number | null>;
}

export interface Pipeline {
  readonly platform: Platform;
  readonly profiles: Collection<Document & { _id: string }>;
  readonly suggestions: Collection;
  readonly pageViews: Collection;
  /** Opens the queues for looking into them. */
  queues(): Queues;
  forwardQueues(): ForwardQueues;
  startIngress(
    variables?: Record<string, string>,
  ): Promise<Program & { readonly url: string; readonly pusher: Pusher }>;
  startWorker(variables?: Record<string, string>): Promise<Program>;
  /** `url` is as browsers see it. */
  startSession(variables?: Record<string, string>): Promise<Program & { readonly url: string }>;
  /** Runs the command line to its end. */
  wechat(...args: readonly string[]): Promise<{ readonly code: number | null; readonly stdout: string }>;
  /** Resolves when that many documents match. */
  profilesReach(count: number, filter?: Document): Promise<void>;
}

/** The real programs on real servers; WeChat is played. */
export async function startPipeline(
  t: Teardown,
  { ownRedisUrl, ...options }: Partial<PlatformOptions> & { readonly ownRedisUrl?: string } = {},
): Promise<Pipeline> {
  const shared = await redisForTest(t);
  const { url: redisUrl, prefix } = ownRedisUrl ? { ...shared, url: ownRedisUrl } : shared;
  const mongodbUrl = await mongodbForTest(t);
  const mongo = new MongoClient(mongodbUrl);
  const platform = await startPlatform({ accounts: [CREDENTIALS], ...options });
  t.teardown(async () => {
    await mongo.db().dropDatabase();
    await mongo.close();
    await platform.close();
  });
  const profiles = mongo.db().collection<Document & { _id: string }>('profiles');
  const env = {
    PATH: process.env.PATH,
    WECHAT_TOKEN: TOKEN,
    WECHAT_APP_ID: CREDENTIALS.appId,
    WECHAT_APP_SECRET: CREDENTIALS.appSecret,
    WECHAT_API_URL: platform.url,
    REDIS_URL: redisUrl,
    MONGODB_URL: mongodbUrl,
    QUEUE_PREFIX: prefix,
    HOST: '127.0.0.1',
    PORT: '0',
    ADMIN_PORT: '0',
  };

  async function start(
    app: 'ingress' | 'session' | 'worker',
    variables: Record<string, string>,
  ): Promise<Program & { ready: Ready }> {
    const child = spawnTied(process.execPath, [join(ROOT, `apps/${app}/build/src/main.js`)], {
      cwd: import.meta.dirname,
      env: { ...env, ...variables },
      stderr: 'inherit',
    });
    t.teardown(() => child.stop());
    const logged: string[] = [];
    const awaiting = new Set<() => void>();
    const ready = await new Promise<Ready>((resolve, reject) => {
      createInterface({ input: child.stdout! }).on('line', line => {
        logged.push(line);
        for (const look of awaiting) look();
        const entry = JSON.parse(line);
        if (entry.msg === 'listening' || entry.msg === 'working') resolve(entry);
      });
      void child.exited.then(() => reject(new Error(`${app} ended before it was ready:\n${logged.join('\n')}`)));
    });
    return {
      process: child,
      logged,
      ready,
      adminUrl: ready.admin,
      says: (what, times = 1) =>
        new Promise(resolve => {
          const look = () => {
            if (logged.filter(line => what.test(line)).length < times) return;
            awaiting.delete(look);
            resolve();
          };
          awaiting.add(look);
          look();
        }),
      async terminate() {
        child.kill('SIGTERM');
        return (await child.exited).code;
      },
    };
  }

  function look<Q extends Parameters<typeof closeQueues>[0]>(
    open: (redis: Redis, prefix: string, onError: () => void) => Q,
  ): Q {
    const redis = new Redis(redisUrl);
    const queues = open(redis, prefix, () => {});
    t.teardown(async () => {
      await closeQueues(queues);
      redis.disconnect();
    });
    return queues;
  }

  return {
    platform,
    profiles,
    suggestions: mongo.db().collection('suggestions'),
    pageViews: mongo.db().collection('page_views'),
    queues: () => look(openQueues),
    forwardQueues: () => look(openForwardQueues),
    async startIngress(variables = {}) {
      const program = await start('ingress', variables);
      const url = program.ready.url + program.ready.path;
      return { ...program, url, pusher: createPusher({ url, token: TOKEN, originalId: 'gh_account' }) };
    },
    startWorker: (variables = {}) => start('worker', variables),
    async startSession(variables = {}) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const own = { SESSION_PORT: String(port), SESSION_URL: url, WECHAT_AUTHORIZE_URL: platform.url };
      return { ...(await start('session', { ...own, ...variables })), url };
    },
    async wechat(...args) {
      const child = spawnTied(process.execPath, [join(ROOT, 'apps/wechat/build/src/main.js'), ...args], {
        cwd: import.meta.dirname,
        env,
        stderr: 'ignore',
      });
      t.teardown(() => child.stop());
      const [stdout, { code }] = await Promise.all([text(child.stdout!), child.exited]);
      return { code, stdout };
    },
    // MongoDB's own change streams want a replica set, so it is asked again and again, each time when it has answered.
    profilesReach: (count, filter = {}) => until(async () => (await profiles.countDocuments(filter)) === count),
  };
}

/** Resolves when that is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(resolve => setTimeout(resolve, 20));
}

interface Ready {
  readonly url: string;
  readonly path: string;
  readonly admin: string;
}
