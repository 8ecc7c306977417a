import type { FastifyReply } from 'fastify';
import type { Visit } from '../visit.js';

/** The account's QR code, where it is a file of the owner's; WeChat recognises it best where it has an address. */
export async function qrCode({ account, request, reply }: Visit): Promise<FastifyReply> {
  const picture = account.followPage.picture();
  if (picture === undefined) {
    reply.callNotFound();
    return reply;
  }
  request.outcome = 'qr_code';
  return reply.header('cache-control', 'public, max-age=300').type(picture.type).send(picture.bytes);
}
