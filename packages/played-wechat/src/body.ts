import { cdata } from '@wechat-pipeline/wechat-core';

/** An element's content: several of the same name are an array. */
export type FieldValue = string | number | bigint | Fields | readonly FieldValue[];

export interface Fields {
  readonly [name: string]: FieldValue;
}

/**
 * Numbers that come as strings here, since JavaScript's numbers would spoil them (MsgId has 64 bits, a coordinate ends
 * in zeros), and that the platform still writes bare.
 */
const BARE = new Set([
  'CreateTime',
  'MsgId',
  'MenuId',
  'Location_X',
  'Location_Y',
  'Latitude',
  'Longitude',
  'Precision',
]);
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

// In SendLocationInfo the same Location_X is CDATA, so this goes for the top level only.
function isBare(name: string, value: string, depth: number): boolean {
  return depth === 0 && BARE.has(name) && NUMBER.test(value);
}

function content(name: string, value: Exclude<FieldValue, readonly FieldValue[]>, depth: number): string {
  if (typeof value === 'object') return elements(value, depth + 1);
  if (typeof value !== 'string') return String(value);
  return isBare(name, value, depth) ? value : cdata(value);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

function element(name: string, value: FieldValue, depth: number): string {
  if (isList(value)) return value.map(one => element(name, one, depth)).join('');
  return `<${name}>${content(name, value, depth)}</${name}>${depth === 0 ? '\n' : ''}`;
}

function elements(fields: Fields, depth: number): string {
  return Object.entries(fields)
    .map(([name, value]) => element(name, value, depth))
    .join('');
}

/** A push's XML as the platform lays it out: strings in CDATA, numbers bare, an element a line. */
export function body(fields: Fields): string {
  return `<xml>${elements(fields, 0)}</xml>`;
}

/** A push where JSON was chosen as the data format: the same names, and the same numbers bare. */
export function jsonBody(fields: Fields): string {
  return json('', fields, -1);
}

function json(name: string, value: FieldValue, depth: number): string {
  if (isList(value)) return `[${value.map(one => json(name, one, depth)).join()}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${json(key, one, depth + 1)}`);
    return `{${members.join()}}`;
  }
  if (typeof value !== 'string') return String(value);
  return isBare(name, value, depth) ? value : JSON.stringify(value);
}
