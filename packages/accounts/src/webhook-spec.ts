import { KINDS, type KnownKind } from '@wechat-pipeline/wechat-core/push';
import * as z from 'zod';
import { SECRET_REFERENCE } from './secret-reference.js';

// Sound: these are its keys.
const KNOWN_KINDS = Object.keys(KINDS) as readonly KnownKind[];

/** A whole number; the file's scalars are text. */
function whole(least: number, most: number) {
  return z
    .string()
    .superRefine((text, context) => {
      if (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most) return;
      const message = `expected a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`;
      context.addIssue({ code: 'custom', message });
    })
    .transform(Number)
    .meta({ type: 'integer', minimum: least, maximum: most });
}

const address = z.string().superRefine((text, context) => {
  const problem = addressProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const WEBHOOK = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'expected 1 to 64 lower-case letters, digits and hyphens')
      .describe(
        'Names its queue, and the endpoint in logs and commands; 1 to 64 lower-case letters, digits and hyphens',
      ),
    url: address.describe('Where deliveries are posted to, https://…; http:// only with allowPrivateAddresses'),
    secret: SECRET_REFERENCE,
    kinds: z
      .array(z.enum([...KNOWN_KINDS, 'unknown', '*']))
      .min(1)
      .exactOptional()
      .describe('The kinds of push that are delivered; unknown: those that no kind describes; *: all'),
    pages: z
      .array(address)
      .min(1)
      .exactOptional()
      .describe('VIEWs of these pages and what is below them are delivered; with a query, of exactly this page'),
    concurrency: whole(1, 100).exactOptional().describe('Deliveries in flight, over all workers; 4 unless set'),
    timeoutSeconds: whole(1, 20).exactOptional().describe('How long a delivery may take altogether; 10 unless set'),
    allowPrivateAddresses: z
      .boolean()
      .exactOptional()
      .describe('true: the endpoint may be in a private network, or on this machine'),
  })
  .superRefine(({ kinds, pages, url, allowPrivateAddresses }, context) => {
    if (kinds === undefined && pages === undefined) {
      context.addIssue({ code: 'custom', message: 'expected kinds or pages, got neither' });
    }
    if (/^http:/i.test(url) && allowPrivateAddresses !== true) {
      const message = 'expected https://…, got http://, which only goes with allowPrivateAddresses: true';
      context.addIssue({ code: 'custom', path: ['url'], message });
    }
  });

/** HTTP endpoints of the owner's to which pushes are delivered. */
export const WEBHOOKS = z
  .array(WEBHOOK)
  .superRefine((webhooks, context) => {
    for (const [index, { name }] of webhooks.entries()) {
      const first = webhooks.findIndex(webhook => webhook.name === name);
      if (first === index) continue;
      const message = `expected a name of its own, got that of webhooks[${first}]`;
      context.addIssue({ code: 'custom', path: [index, 'name'], message });
    }
  })
  .describe('HTTP endpoints of yours to which pushes are delivered; docs/webhooks.md tells how');

export type Webhook = z.infer<typeof WEBHOOK>;

function addressProblem(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return 'expected an address https://…, got something else';
  const { username, password, hash } = new URL(text);
  if (username || password) return 'expected an address without user and password, got one with them';
  return hash ? 'expected an address without #, got one with it' : undefined;
}
