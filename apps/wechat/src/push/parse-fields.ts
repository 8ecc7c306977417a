import type { Fields, FieldValue } from '@wechat-pipeline/played-wechat';
import { notUnderstood } from '../failure.js';

const NAME = '[A-Za-z]\\w*';
const FIELD = new RegExp(`^(?<path>${NAME}(?:\\.${NAME})*)=(?<value>.*)$`, 's');

/**
 * Fields as they are typed: `Name=value`, nested by dots (`ScanCodeInfo.ScanResult=1`). The same name again makes a list.
 *
 * @throws Failure for what is no field
 */
export function parseFields(typed: readonly string[]): Fields {
  return typed.reduce<Fields>((fields, one) => {
    const { path, value } = FIELD.exec(one)?.groups ?? {};
    if (path === undefined || value === undefined) throw notUnderstood(`expected --field Name=value, got ${one}`);
    return withField(fields, path.split('.'), value);
  }, {});
}

function withField(fields: Fields, [name = '', ...deeper]: readonly string[], value: string): Fields {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (deeper.length > 0 ? before !== undefined && !isFields(before) : isFields(before)) {
    throw notUnderstood(`expected the field ${name} to hold a value or other fields, got both`);
  }
  if (deeper.length > 0) return { ...fields, [name]: withField(isFields(before) ? before : {}, deeper, value) };
  return { ...fields, [name]: before === undefined ? value : [before, value].flat() };
}

function isFields(value: FieldValue | undefined): value is Fields {
  return typeof value === 'object' && !Array.isArray(value);
}
