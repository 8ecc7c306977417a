/** By this Excel knows UTF-8; without it, it takes a file on a Chinese Windows for GBK. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * One line of a table as RFC 4180 has it, safe to be opened in a spreadsheet. What a spreadsheet would take for a formula, and
 * compute or fetch, gets an apostrophe in front; also behind spaces, and in the wide characters of Chinese input.
 */
export function csvLine(fields: readonly string[]): string {
  return `${fields.map(field => quoted(FORMULA.test(field) ? `'${field}` : field)).join(',')}\r\n`;
}

const FORMULA = /^\s*[=+\-@＝＋－＠]/;

function quoted(field: string): string {
  return /[",\r\n]/.test(field) || field !== field.trim() ? `"${field.replaceAll('"', '""')}"` : field;
}
