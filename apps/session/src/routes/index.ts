import type { FastifyReply } from 'fastify';
import type { Endpoint } from '../endpoints.js';
import type { Visit } from '../visit.js';
import { callback } from './callback.js';
import { enter } from './enter.js';
import { me } from './me.js';
import { qrCode } from './qr-code.js';
import { verify } from './verify.js';

export const ROUTES: Readonly<Record<Endpoint, (visit: Visit) => Promise<FastifyReply>>> = {
  enter,
  callback,
  me,
  verify,
  'qr-code': qrCode,
};
