import { COMMON_PUSHES, writeDocument } from '@wechat-pipeline/push-fuzz';
import { parseJson } from '@wechat-pipeline/wechat-core/internal/json';
import { parseStrictXml } from '@wechat-pipeline/wechat-core/internal/strict-xml';
import { parseXml } from '@wechat-pipeline/wechat-core/internal/xml';
import { XMLParser } from 'fast-xml-parser';
import { type Calls, onCopies } from './calls.js';

const FAST_XML_PARSER = 'fast-xml-parser';
const plain = new XMLParser();

/** What a push's document takes to read. */
export function parsing(): readonly Calls[] {
  return [...['text', 'subscribe', 'VIEW', 'MASSSENDJOBFINISH'].map(parsingXml), parsingJson('text')];
}

function parsingXml(kind: string): Calls {
  const document = writeDocument(COMMON_PUSHES[kind]!, 'xml');
  return {
    name: `core-xml-${kind}`,
    title: `core: reading ${kind} in XML, ${Buffer.byteLength(document)} bytes`,
    calls: {
      [FAST_XML_PARSER]: onCopies(document, text => plain.parse(text)),
      'as shipped': onCopies(document, parseXml),
      'the strict parser behind it': onCopies(document, parseStrictXml),
    },
    baseline: FAST_XML_PARSER,
    notes: [`${FAST_XML_PARSER} as it is, which makes numbers of texts and reads what is not well-formed`],
  };
}

function parsingJson(kind: string): Calls {
  const document = writeDocument(COMMON_PUSHES[kind]!, 'json');
  return {
    name: `core-json-${kind}`,
    title: `core: reading ${kind} in JSON, ${Buffer.byteLength(document)} bytes`,
    calls: {
      'JSON.parse': onCopies(document, text => JSON.parse(text)),
      'as shipped': onCopies(document, parseJson),
    },
    baseline: 'JSON.parse',
    notes: ['JSON.parse rounds a MsgId'],
  };
}
