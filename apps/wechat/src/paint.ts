import { styleText } from 'node:util';
import type { DiffLine } from './line-diff.js';

const COLOURS = { '-': 'red', '+': 'green' } as const;

/** A line of a difference, on a terminal in colour. */
export function paint({ sign, line }: DiffLine, isColourful: boolean): string {
  const text = `${sign} ${line}`;
  return isColourful && sign !== ' ' ? styleText(COLOURS[sign], text) : text;
}
