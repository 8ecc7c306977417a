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
const NUMBER = /^-?\d+(\.\d+)?$/;

function content(name: string, value: Exclude<FieldValue, readonly FieldValue[]>, depth: number): string {
  if (typeof value === 'object') return elements(value, depth + 1);
  if (typeof value !== 'string') return String(value);
  // In SendLocationInfo the same Location_X is CDATA, so this goes for the top level only.
  return depth === 0 && BARE.has(name) && NUMBER.test(value) ? value : cdata(value);
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
