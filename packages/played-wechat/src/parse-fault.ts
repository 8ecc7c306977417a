import { isApiPath } from './apis/all.js';
import type { Fault, FaultBehaviour } from './faults.js';
import { isObject } from './parse-object.js';

function parseBehaviour(value: Record<string, unknown>): FaultBehaviour | undefined {
  const { kind, errcode, errmsg, status, body, milliseconds } = value;
  switch (kind) {
    case 'errcode':
      if (typeof errcode !== 'number') return undefined;
      return { kind, errcode, ...(typeof errmsg === 'string' ? { errmsg } : {}) };
    case 'status':
      if (!Number.isInteger(status) || typeof status !== 'number' || status < 200 || status > 599) return undefined;
      return { kind, status, ...(typeof body === 'string' ? { body } : {}) };
    case 'hang':
    case 'reset':
      return { kind };
    case 'malformed':
      return typeof body === 'string' ? { kind, body } : undefined;
    case 'latency':
      return typeof milliseconds === 'number' && milliseconds >= 0 ? { kind, milliseconds } : undefined;
    default:
      return undefined;
  }
}

/** A fault that came over HTTP; throws a sentence about what is wrong with it. */
export function parseFault(value: unknown): Fault {
  const fault = isObject(value) ? value : {};
  const { path, times } = fault;
  if (path !== '*' && !isApiPath(path)) throw new TypeError(`path must be a played API's or *, not ${String(path)}`);
  if (times !== undefined && !(typeof times === 'number' && times >= 1)) {
    throw new TypeError(`times must be a number from 1, or left out, not ${String(times)}`);
  }
  const behaviour = parseBehaviour(fault);
  if (!behaviour) {
    throw new TypeError(
      'kind must be errcode (with errcode), status (with status), hang, reset, malformed (with body) or latency (with milliseconds)',
    );
  }
  return { path, ...(times === undefined ? {} : { times }), ...behaviour };
}
