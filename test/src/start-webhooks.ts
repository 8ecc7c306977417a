import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { startPipeline } from './start-pipeline.js';

export const WEBHOOK_SECRET = `whsec_${Buffer.alloc(32, 'a').toString('base64')}`;

/** The real programs with an account file of webhooks that can be changed: by their names, with their addresses. */
export async function startWithWebhooks(t: Teardown, urls: Readonly<Record<string, string>>, kinds = "['*']") {
  const path = join(await directoryForTest(t, 'account'), 'account.yml');
  function save(to: Readonly<Record<string, string>>): void {
    const webhooks = Object.entries(to).map(
      ([name, url]) =>
        `  - { name: ${name}, url: '${url}', secret: { env: WEBHOOK_SECRET }, kinds: ${kinds}, allowPrivateAddresses: true }\n`,
    );
    writeFileSync(`${path}.new`, webhooks.length > 0 ? `webhooks:\n${webhooks.join('')}` : 'webhooks: []\n');
    renameSync(`${path}.new`, path);
  }
  save(urls);
  const pipeline = await startPipeline(t, { autoFollow: true });
  const variables = { ACCOUNT_FILE: path, WEBHOOK_SECRET };
  return {
    ...pipeline,
    save,
    startIngress: () => pipeline.startIngress({ ACCOUNT_FILE: path }),
    startWorker: (more: Readonly<Record<string, string>> = {}) => pipeline.startWorker({ ...variables, ...more }),
  };
}
