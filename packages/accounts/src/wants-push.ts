import type { Push } from '@wechat-pipeline/wechat-core/push';
import type { Webhook } from './webhook-spec.js';

/** Whether a push is one that is delivered to that endpoint. */
export function wantsPush({ kinds = [], pages = [] }: Pick<Webhook, 'kinds' | 'pages'>, push: Push): boolean {
  if (kinds.includes(push.kind) || kinds.includes('*')) return true;
  return push.kind === 'view' && pages.length > 0 && isOneOf(pages, push.eventKey);
}

/** What is opened is that page or, by its path, below it. A page with a query is that page alone. */
function isOneOf(pages: readonly string[], opened: string): boolean {
  if (!URL.canParse(opened)) return false;
  const view = new URL(opened);
  view.hash = '';
  return pages.some(page => {
    const { href, origin, pathname, search } = new URL(page);
    if (search !== '') return view.href === href;
    const isBelow = view.pathname.startsWith(pathname.endsWith('/') ? pathname : `${pathname}/`);
    return view.origin === origin && (view.pathname === pathname || isBelow);
  });
}
