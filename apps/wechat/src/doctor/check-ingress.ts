import { createPusher } from '@wechat-pipeline/played-wechat';
import type { PushTarget } from '../push/push-target.js';
import { type Finding, failed, ok, skipped, warning } from './finding.js';

const MILLISECONDS = 5_000;

/**
 * The ingress as WeChat meets it: whether it is ready, and takes what is signed with the account's token.
 *
 * @param url of the ingress
 */
export async function checkIngress(url: string, target: PushTarget | undefined): Promise<readonly Finding[]> {
  const ready = await checkReady(new URL('/readyz', url).href);
  if (ready.status === 'failed') return [ready, skipped('handshake', 'for want of an ingress')];
  if (target === undefined) return [ready, skipped('handshake', 'for want of AppID and token')];
  return [ready, await checkHandshake(target)];
}

async function checkReady(url: string): Promise<Finding> {
  const check = 'ingress';
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(MILLISECONDS) });
    const text = await answer.text();
    if (answer.ok) return ok(check, `ready at ${url}`);
    if (answer.status !== 503) {
      return warning(
        check,
        `status ${answer.status} at ${url}`,
        'Is it the ingress that answers there? Else say --url.',
      );
    }
    return failed(check, `not ready at ${url}: ${text.slice(0, 200)}`, 'See to what it lacks.');
  } catch {
    return failed(check, `no answer from ${url}`, 'Start it: npm run ingress; if it runs elsewhere, say --url.');
  }
}

async function checkHandshake(target: PushTarget): Promise<Finding> {
  const check = 'handshake';
  const pusher = createPusher({ ...target, tries: 1, deadlineMilliseconds: MILLISECONDS });
  if (await pusher.handshake()) return ok(check, `${target.url} answers as WeChat expects`);
  return failed(
    check,
    `${target.url} does not answer as WeChat expects`,
    'Is it the address in WeChat’s console? Has the ingress the token that is set here, and the time?',
  );
}
