import * as z from 'zod';
import { ACCOUNT_FILE } from './account-file.js';
import { SECRET_REFERENCE } from './secret-reference.js';

interface Explanation {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Says in a sentence what the schema found, for each name that it is about. */
export function explainIssue(issue: Issue): readonly Explanation[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const names = namesAt(path);
    return issue.keys.map(key => ({ path: [...path, key], message: `expected one of ${names.join(', ')}` }));
  }
  return [{ path, message: sentence(issue) }];
}

function sentence(issue: Issue): string {
  const schema = schemaAt(issue.path);
  if (schema === SECRET_REFERENCE && typeof issue.input === 'string') {
    return 'expected { env: NAME } or { file: PATH }, got a value: secrets do not belong in this file; if it was one, take it out and change it';
  }
  const got = `got ${describe(issue.input)}`;
  switch (issue.code) {
    case 'custom':
      return issue.message;
    case 'invalid_format':
      return `${issue.message}, ${got}`;
    case 'invalid_value':
      return `expected ${issue.values.join(' or ')}, ${got}`;
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}, ${got}`;
    case 'too_small':
      return `expected it not to be empty, ${got}`;
    default:
      return `expected ${schema?.description ?? 'something else'}; ${got}`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  object: 'names with values',
  record: 'names with values',
  array: 'a list',
  string: 'a text',
  boolean: 'true or false',
};

function describe(input: unknown): string {
  if (input === undefined) return 'nothing';
  if (input === null) return 'nothing (in quotes, null and ~ are texts)';
  if (input === '') return 'an empty text';
  if (Array.isArray(input)) return input.length === 0 ? 'an empty list' : 'a list';
  return typeof input === 'object' ? 'names with values' : JSON.stringify(input);
}

function namesAt(path: readonly PropertyKey[]): readonly string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** The schema of what stands at that path. */
function schemaAt(path: readonly PropertyKey[]): z.ZodType | undefined {
  let schema: unknown = ACCOUNT_FILE;
  for (const part of path) {
    if (schema instanceof z.ZodExactOptional) schema = schema.unwrap();
    if (schema instanceof z.ZodObject) schema = schema.shape[String(part)];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodRecord) schema = schema.valueType;
  }
  if (schema instanceof z.ZodExactOptional) schema = schema.unwrap();
  return schema instanceof z.ZodType ? schema : undefined;
}
