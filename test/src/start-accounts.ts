import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { directoryForTest, type Teardown } from '@wechat-pipeline/local-servers';
import { createPusher, type PlatformOptions, type PushFields } from '@wechat-pipeline/played-wechat';
import { CREDENTIALS, startPipeline, TOKEN, until } from './start-pipeline.js';

export interface Account {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly originalId: string;
  /** Below that of the environment's account. */
  readonly path: string;
}

export const OWN: Account = { ...CREDENTIALS, token: TOKEN, originalId: 'gh_account', path: '' };
export const SHOP: Account = {
  appId: 'wx1111111111111111',
  appSecret: 'a-secret-of-the-shop',
  token: 'shop123',
  originalId: 'gh_shop',
  path: '/shop',
};
export const CAFE: Account = {
  appId: 'wx2222222222222222',
  appSecret: 'a-secret-of-the-cafe',
  token: 'cafe123',
  originalId: 'gh_cafe',
  path: '/cafe',
};

export const CAFE_ENTRY = `
  - name: cafe
    appId: ${CAFE.appId}
    token: { env: CAFE_TOKEN }
    appSecret: { file: cafe-secret }
    originalId: gh_cafe
    replies:
      keywords: [{ prefix: '@', suggestion: true, text: the cafe says thanks }]
      default: { text: the default of the cafe }
`;
/** The account file, of two accounts beside the environment’s. */
export const FILE = `
replies:
  keywords: [{ exact: menu, text: our own menu }]
  default: { text: our own default }
accounts:
  - name: shop
    appId: ${SHOP.appId}
    token: { env: SHOP_TOKEN }
    appSecret: { file: shop-secret }
    originalId: gh_shop
    replies:
      follow: { text: welcome to the shop }
      keywords:
        - { exact: menu, text: the menu of the shop }
        - { prefix: '@', suggestion: true, text: the shop says thanks }
${CAFE_ENTRY}`;

/** The real programs with an account file that can be changed. */
export async function startAccounts(t: Teardown, options: Partial<PlatformOptions> = {}) {
  const directory = await directoryForTest(t, 'accounts');
  const path = join(directory, 'account.yml');
  const save = (name: string, content: string) => {
    writeFileSync(join(directory, `${name}.new`), content);
    renameSync(join(directory, `${name}.new`), join(directory, name));
  };
  save('account.yml', FILE);
  save('shop-secret', SHOP.appSecret);
  save('cafe-secret', CAFE.appSecret);
  const pipeline = await startPipeline(t, { accounts: [OWN, SHOP, CAFE], autoFollow: 'o', ...options });
  const queues = pipeline.queues();
  const variables = { ACCOUNT_FILE: path, SHOP_TOKEN: SHOP.token, CAFE_TOKEN: CAFE.token };
  return {
    ...pipeline,
    path,
    queues,
    /** Puts a file in the place of another one, as some editors do. */
    save,
    startIngress: () => pipeline.startIngress(variables),
    startWorker: () => pipeline.startWorker(variables),
    /** Resolves when no job waits or is worked on. */
    idle: () =>
      until(async () => {
        const counts = Object.values(queues).map(queue => queue.getJobCountByTypes('waiting', 'active', 'delayed'));
        return (await Promise.all(counts)).every(count => count === 0);
      }),
  };
}

/** What a push is answered: the text of the reply, or the status and the body where there is none. */
export async function answerTo({ url }: { readonly url: string }, account: Account, fields: PushFields) {
  const pusher = createPusher({ ...account, url: url + account.path, tries: 1 });
  const { answer, reply } = await pusher.push(fields);
  return /<Content><!\[CDATA\[(.*?)]]>/.exec(reply ?? '')?.[1] ?? `${answer?.status} ${answer?.body}`;
}
