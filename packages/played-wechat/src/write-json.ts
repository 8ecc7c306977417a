/**
 * JSON as the platform writes it: control characters in a remark or a nickname are sent raw, which is not JSON, and
 * which breaks a strict `JSON.parse` (node-webot/co-wechat-api replaces them for that reason). Line breaks and tabs
 * are escaped as they should be.
 */
export function writeJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes('\\u00')) return json;
  // The first alternative steps over an escaped backslash, so that the six characters "\u0001" in a text stay text.
  return json.replace(/\\(?:\\|u00([01][0-9a-f]))/g, (escaped, hexadecimal?: string) =>
    hexadecimal === undefined ? escaped : String.fromCharCode(Number.parseInt(hexadecimal, 16)),
  );
}
