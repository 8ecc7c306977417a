import { ApiError, ApiUnavailableError, type WechatError } from '@wechat-pipeline/wechat-core';

/** An error's own words and, where a person can do something about it, what. */
export function explainError(error: WechatError): string {
  const advice = adviceOn(error);
  return advice === undefined ? error.message : `${error.message}\n${advice}`;
}

/** What a person can do about it; undefined where nobody knows, or the error says so itself. */
export function adviceOn(error: WechatError): string | undefined {
  if (error instanceof ApiUnavailableError) return 'Is there a way from here to WECHAT_API_URL?';
  if (!(error instanceof ApiError)) return undefined;
  const { errcode, errmsg, path } = error;
  if (errcode === 40164) {
    const address = /invalid ip ([\d.]+|[\da-f:]+)/i.exec(errmsg)?.[1] ?? 'this machine’s address';
    return `Put ${address}, as which the platform sees this machine, on the IP allow list (IP白名单) in WeChat’s console.`;
  }
  // Elsewhere it is the access token that is invalid.
  if (errcode === 40001 && path !== '/cgi-bin/stable_token') return undefined;
  return ADVICE[errcode];
}

const SECRET =
  'Compare the AppSecret that is set here with the account’s; one that is lost is reset in WeChat’s console.';
const FROZEN = 'See in WeChat’s console why the account is frozen.';
const ADMINISTRATOR = 'The account’s administrator has to allow this machine’s address in WeChat.';
const ADVICE: Readonly<Record<number, string>> = {
  40001: SECRET,
  40125: SECRET,
  41004: SECRET,
  40013: 'Compare the AppID that is set here with the one in WeChat’s console (设置与开发 → 基本配置).',
  40243: 'The AppSecret is frozen: unfreeze or reset it in WeChat’s console.',
  50004: FROZEN,
  50007: FROZEN,
  89501: ADMINISTRATOR,
  89503: ADMINISTRATOR,
  89506: ADMINISTRATOR,
  89507: ADMINISTRATOR,
  45009: 'The day’s calls are used up; there are new ones from midnight in Shanghai.',
  45011: 'Wait a minute.',
  48001: 'The account may not use this API; one that is not verified (认证) may use only some.',
};
