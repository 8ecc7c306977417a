import { AccountFileError, describeProblem, openAccounts } from '@wechat-pipeline/accounts';
import { environment } from '@wechat-pipeline/service';
import type { CheckedEnv } from '../env.js';
import { type Finding, failed, ok } from './finding.js';

const CHECK = 'account file';

/** The account file as ingress and worker would read it, with all the secrets that it names. */
export async function checkAccountFile({
  ACCOUNT_FILE: path,
  WECHAT_APP_ID = '',
}: CheckedEnv): Promise<readonly Finding[]> {
  if (path === undefined) return [ok(CHECK, 'there is none: the environment’s account, and the default answers')];
  try {
    const accounts = await openAccounts({
      path,
      environment,
      appId: WECHAT_APP_ID,
      secrets: ['token', 'appSecret', 'encodingAesKey'],
      own: () => 'the environment’s',
      other: ({ name }) => name,
    });
    accounts.close();
    return [ok(CHECK, `${path} can be used; accounts: ${accounts.all().join(', ')}`)];
  } catch (error) {
    if (!(error instanceof AccountFileError)) throw error;
    return error.problems.map(problem => failed(CHECK, `${path}: ${describeProblem(problem)}`));
  }
}
