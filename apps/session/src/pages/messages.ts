import type { Outcome } from '../metrics.js';
import type { Language } from './language.js';

/** A page that says something, and has a link to try again or to go on, if that helps. */
export interface Message {
  readonly title: string;
  readonly text: string;
  readonly link?: string;
}

/** What a page can be about, other than to follow. */
export type MessageOutcome = Extract<
  Outcome,
  'snapshot_page' | 'to_refused' | 'state_refused' | 'code_refused' | 'unavailable' | 'internal_error'
>;

const BUSY_ZH = { title: '暂时无法打开', text: '服务繁忙，请稍后再试。', link: '再试一次' };
const BUSY_EN = { title: 'Not available right now', text: 'Please try again in a moment.', link: 'Try again' };

export const MESSAGES: Readonly<Record<Language, Readonly<Record<MessageOutcome, Message>>>> = {
  'zh-CN': {
    snapshot_page: {
      title: '请使用完整服务',
      text: '您正在浏览网页快照。请点击“使用完整服务”，然后继续。',
      link: '继续',
    },
    to_refused: { title: '链接无效', text: '这个链接不能从这里打开。请从公众号菜单重新进入。' },
    state_refused: {
      title: '请重新进入',
      text: '这次访问已过期，或者浏览器没有保存 Cookie。',
      link: '再试一次',
    },
    code_refused: { title: '请重新进入', text: '微信没有确认这次访问。', link: '再试一次' },
    unavailable: BUSY_ZH,
    internal_error: BUSY_ZH,
  },
  en: {
    snapshot_page: {
      title: 'Please use the full service',
      text: 'You are looking at a snapshot of this page. Tap “使用完整服务” (use the full service), then go on.',
      link: 'Go on',
    },
    to_refused: {
      title: 'This link does not work',
      text: 'It cannot be opened from here. Please come again by the account’s menu.',
    },
    state_refused: {
      title: 'Please come in again',
      text: 'This visit took too long, or your browser did not keep its cookie.',
      link: 'Try again',
    },
    code_refused: { title: 'Please come in again', text: 'WeChat did not confirm this visit.', link: 'Try again' },
    unavailable: BUSY_EN,
    internal_error: BUSY_EN,
  },
};

export const MESSAGE_TEMPLATE = `<!doctype html>
<html lang="{{lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
{{> style}}
</head>
<body>
<main>
<h1>{{title}}</h1>
<p>{{text}}</p>
{{#link}}
<p><a href="{{enterUrl}}">{{link}}</a></p>
{{/link}}
</main>
</body>
</html>
`;
