import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { type RawRequest, refuse } from './answer-api.js';
import type { FaultBehaviour } from './faults.js';
import { sendJson } from './send-json.js';
import type { State } from './state.js';

/** Lets a call go wrong; tells whether that was its answer. */
export async function playFault(
  fault: FaultBehaviour,
  raw: RawRequest,
  reply: FastifyReply,
  state: State,
): Promise<boolean> {
  switch (fault.kind) {
    case 'latency':
      await sleep(fault.milliseconds, undefined, { ref: false });
      return false;
    case 'errcode':
      sendJson(reply, refuse(fault.errcode, raw, state, fault.errmsg));
      return true;
    case 'status':
      reply
        .code(fault.status)
        .type('text/html')
        .send(fault.body ?? `<html><h1>${fault.status}</h1></html>`);
      return true;
    case 'malformed':
      sendJson(reply, fault.body);
      return true;
    case 'hang':
      reply.hijack();
      return true;
    case 'reset':
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return true;
  }
}
