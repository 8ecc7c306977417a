// A program of somebody who has installed the package: package.test.ts compiles it against what is published, and runs it.
import * as whole from '@wechat-pipeline/wechat-core';
import {
  createAccessToken,
  createAccountApi,
  errorAction,
  memoryTokenCache,
  openApiClient,
} from '@wechat-pipeline/wechat-core/api';
import { MalformedPushError, type UnverifiedPushCode, UnverifiedPushError } from '@wechat-pipeline/wechat-core/errors';
import { openPush, type Push, type PushOf, type PushSecrets, pushId, sign } from '@wechat-pipeline/wechat-core/push';
import { type Reply, textReply } from '@wechat-pipeline/wechat-core/reply';

// All of Node.js that this program's types know: the package's own need none of it.
declare const console: { log(...data: unknown[]): void };

const secrets: PushSecrets = { tokens: ['T0ken'], timestampToleranceSeconds: 300, mode: 'plaintext' };
// @ts-expect-error what is optional may be left out, but not be undefined
export const noOriginalId: PushSecrets = { ...secrets, originalId: undefined };
// @ts-expect-error there is no such mode
export const noMode: PushSecrets = { ...secrets, mode: 'safe' };

function answer(push: Push): Reply | undefined {
  if (push.kind === 'text') return textReply(push.content);
  // @ts-expect-error only a text has content
  return push.content;
}

export const page = (push: PushOf<'view'>): string => push.eventKey;

const timestamp = String(Math.floor(Date.now() / 1_000));
const query = { timestamp, nonce: '1', signature: sign('T0ken', timestamp, '1') };
const body =
  '<xml><ToUserName>gh_account</ToUserName><FromUserName>oFollower</FromUserName><CreateTime>1795305600</CreateTime>' +
  '<MsgType>text</MsgType><Content>hi</Content><MsgId>1</MsgId></xml>';
const { push, seal } = openPush(query, body, secrets);
const reply = answer(push);
if (reply === undefined || pushId('wx1', push).length !== 27) throw new Error('expected a text');
console.log(seal(reply).body.includes('<![CDATA[hi]]>'));

try {
  openPush({ ...query, nonce: '2' }, body, secrets);
} catch (error) {
  if (error instanceof MalformedPushError || !(error instanceof UnverifiedPushError)) throw error;
  console.log(error.code satisfies UnverifiedPushCode, error instanceof whole.UnverifiedPushError);
}

const client = openApiClient({ url: 'http://127.0.0.1:1' });
const accessToken = createAccessToken({ client, appId: 'wx1', appSecret: 's', cache: memoryTokenCache() });
const failure = await createAccountApi(client, accessToken)
  .call('/cgi-bin/user/get')
  .catch((error: unknown) => error);
console.log(failure instanceof whole.ApiUnavailableError && failure.code, errorAction(40001));
await client.close();
