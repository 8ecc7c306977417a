import { LONG_JSON, LONG_XML } from '@wechat-pipeline/push-fuzz';
import t from 'tap';
import { parseJson } from '../src/json.js';
import { parseStrictXml } from '../src/strict-xml.js';
import { parseXml } from '../src/xml.js';

/** Four times what the ingress takes: whoever goes over it again and again is still at it when tap gives up. */
const LENGTH = 1_024 * 1_024;

/** `read`, or the code of the refusal. */
function verdict(parse: (document: string) => unknown, document: string): string {
  try {
    parse(document);
    return 'read';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

t.test('no document takes more time than its length is worth, and its length alone changes nothing', async t => {
  const readers = [
    ['XML', LONG_XML, parseXml],
    ['XML, strictly', LONG_XML, parseStrictXml],
    ['JSON', LONG_JSON, parseJson],
  ] as const;
  for (const [format, documents, parse] of readers) {
    for (const [name, write] of Object.entries(documents)) {
      t.equal(verdict(parse, write(LENGTH)), verdict(parse, write(100)), `${format}: ${name}`);
    }
  }
});
