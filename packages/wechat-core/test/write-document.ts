import type { Elements } from './kind-fixtures.js';

type Content = Elements[string];

/** The elements as XML pushes have them: numbers bare, text in CDATA, a list as an element repeated. */
export function writeXml(elements: Elements): string {
  return `<xml>${writeElements(elements)}</xml>`;
}

function writeElements(elements: Elements): string {
  return Object.entries(elements)
    .flatMap(([name, content]) => [content].flat().map(one => `<${name}>${writeContent(one)}</${name}>`))
    .join('');
}

function writeContent(content: Content): string {
  if (typeof content === 'string') return `<![CDATA[${content}]]>`;
  if (typeof content !== 'object') return String(content);
  return digitsOf(content) ?? writeElements(content as Elements);
}

/** The elements as JSON pushes have them: a list of one without brackets, an ID of 64 bits as a number. */
export function writeJson(content: Content): string {
  if (typeof content === 'bigint') return String(content);
  if (typeof content !== 'object') return JSON.stringify(content);
  if (Array.isArray(content)) return `[${content.map(writeJson).join()}]`;
  const members = Object.entries(content).map(([name, value]) => `${JSON.stringify(name)}:${writeJson(value)}`);
  return digitsOf(content) ?? `{${members.join()}}`;
}

function digitsOf(content: Content): string | undefined {
  const { digits } = content as { readonly digits?: unknown };
  return typeof digits === 'string' ? digits : undefined;
}
