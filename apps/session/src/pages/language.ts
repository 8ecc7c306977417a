import type { IncomingHttpHeaders } from 'node:http';

export type Language = 'zh-CN' | 'en';

/** Which of our two languages to speak: as WeChat's browser says it is set, else as the browser prefers; else Chinese. */
export function languageOf(headers: IncomingHttpHeaders): Language {
  const wechat = /MicroMessenger\/.*\bLanguage\/(\w+)/.exec(headers['user-agent'] ?? '')?.[1];
  if (wechat !== undefined) return /^zh/i.test(wechat) ? 'zh-CN' : 'en';
  // Browsers list them in their order.
  return /\b(zh|en)\b/i.exec(headers['accept-language'] ?? '')?.[1]?.toLowerCase() === 'en' ? 'en' : 'zh-CN';
}
