import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addOnce, type ReceivedPush } from '@wechat-pipeline/jobs';
import { directoryForTest, redisForTest } from '@wechat-pipeline/local-servers';
import { openWebhookQueue, openWebhookStates, PATIENCE } from '@wechat-pipeline/webhooks';
import { UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Test } from 'tap';
import { runWechat } from './run-wechat.js';

export const APP_ID = 'wx0123456789abcdef';
export const SECRET = `whsec_${Buffer.alloc(32, 'a').toString('base64')}`;
export const CRM = { appId: APP_ID, name: 'crm' };

/** The command line, with an account file that has one endpoint, and its Redis. */
export async function accountWithWebhook(
  t: Test,
  url = 'http://127.0.0.1:1/',
  settings = 'allowPrivateAddresses: true',
) {
  const { url: redisUrl, prefix } = await redisForTest(t);
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = openWebhookQueue(redis, prefix, CRM, () => {});
  const states = openWebhookStates(redis, prefix, PATIENCE);
  t.teardown(async () => {
    await queue.close();
    redis.disconnect();
  });
  const accountFile = join(await directoryForTest(t, 'account'), 'account.yml');
  const crm = `{ name: crm, url: '${url}', secret: { env: CRM_SECRET }, kinds: [text], ${settings} }`;
  const save = (text: string) => writeFileSync(accountFile, text);
  save(
    `webhooks: [${crm}]\naccounts: [{ name: shop, appId: wxshop, token: { env: T }, appSecret: { env: S }, webhooks: [${crm}] }]`,
  );
  const env = {
    WECHAT_APP_ID: APP_ID,
    REDIS_URL: redisUrl,
    QUEUE_PREFIX: prefix,
    ACCOUNT_FILE: accountFile,
    CRM_SECRET: SECRET,
  };
  return {
    queue,
    states,
    save,
    wechat: (args: readonly string[], variables = {}) => runWechat(['webhooks', ...args], { ...env, ...variables }),
    add: (...openids: readonly string[]) => addOnce(queue, openids.map(textOf)),
    /** Has that many deliveries fail for good. */
    async fail(count: number) {
      const worker = new Worker(
        queue.name,
        async () => {
          throw new UnrecoverableError('refused');
        },
        { connection: redis, prefix },
      );
      await new Promise<void>(resolve => {
        let left = count;
        worker.on('failed', () => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      await worker.close();
    },
  };
}

function textOf(openid: string): ReceivedPush {
  const header = { toUserName: 'gh_account', fromUserName: openid, createTime: 1, msgType: 'text' };
  return { appId: APP_ID, receivedAt: 1, push: { ...header, kind: 'text', content: 'hush', msgId: '1' } };
}
