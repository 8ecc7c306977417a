import { randomBytes } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import mustache from 'mustache';
import { enterUrl } from '../enter-url.js';
import type { Visit } from '../visit.js';
import { languageOf } from './language.js';
import { MESSAGE_TEMPLATE, MESSAGES, type MessageOutcome } from './messages.js';
import { PARTIALS } from './partials.js';

/**
 * The page that asks to follow, with status 200: it is what this browser is to show, WeChat does not say that it shows the
 * body of any other, and proxies are often set to put a page of their own in the place of a 403.
 */
export function sendFollowPage(visit: Visit, to: string): FastifyReply {
  visit.request.outcome = 'follow_page';
  const { name, qrCode, template } = visit.account.followPage;
  return send(visit, template(), { name, qrCode, enterUrl: enterUrl(visit, to) });
}

/** A page that says what happened; `to` is where its link leads on to. */
export function sendMessage(visit: Visit, status: number, outcome: MessageOutcome, to?: string): FastifyReply {
  const { site, request, account } = visit;
  request.outcome = outcome;
  if (status < 500) site.log.info({ appId: account.appId, reason: outcome, status }, 'visit answered by a message');
  const message = MESSAGES[languageOf(request.headers)][outcome];
  visit.reply.code(status);
  return send(visit, MESSAGE_TEMPLATE, { ...message, enterUrl: enterUrl(visit, to) });
}

function send({ request, reply, account }: Visit, template: string, values: object): FastifyReply {
  const lang = languageOf(request.headers);
  const nonce = randomBytes(16).toString('base64');
  // Without a prototype: a template knows these names, and no others.
  const view = { __proto__: null, ...values, lang, isChinese: lang === 'zh-CN', nonce };
  const html = mustache.render(template, view, PARTIALS);
  return reply
    .header(
      'content-security-policy',
      contentSecurityPolicy(nonce, picturesOf(account.allowed, account.followPage.qrCode)),
    )
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Pictures come from where the account's pages and its QR code are; scripts and styles are those of the page itself. */
function contentSecurityPolicy(nonce: string, pictures: readonly string[]): string {
  return [
    "default-src 'none'",
    `img-src 'self' ${pictures.join(' ')}`,
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function picturesOf(allowed: readonly URL[], qrCode: string | undefined): readonly string[] {
  const urls = [...allowed, ...(qrCode === undefined ? [] : [new URL(qrCode)])];
  return [...new Set(urls.map(({ origin }) => origin))];
}
