import { Refusal } from './errcode.js';

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A POST's body, whatever its content type says: the platform reads JSON from all of them. Throws 44002 or 47001. */
export function parseObject(body: string): Record<string, unknown> {
  if (body === '') throw new Refusal(44002);
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Refusal(47001);
  }
  if (!isObject(value)) throw new Refusal(47001);
  return value;
}
