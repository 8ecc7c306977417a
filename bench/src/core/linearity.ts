import { LONG_JSON, LONG_XML, type LongDocument } from '@wechat-pipeline/push-fuzz';
import { WechatError } from '@wechat-pipeline/wechat-core';
import { parseJson } from '@wechat-pipeline/wechat-core/internal/json';
import { parseXml } from '@wechat-pipeline/wechat-core/internal/xml';
import type { Variant } from '../interleave.js';
import { measureCalls } from '../measure-calls.js';

/** Up to what the ingress takes. */
const KIBIBYTES = [1, 16, 64, 256] as const;
const LONGEST = KIBIBYTES.at(-1)!;

/** Reading long documents: what 1 KiB takes must not depend on how many more there are. */
export function linearity(seconds: number): readonly Variant[] {
  return [
    ...Object.entries(LONG_XML).map(([name, write]) => ofLength(`XML, ${name}`, write, parseXml, seconds)),
    ...Object.entries(LONG_JSON).map(([name, write]) => ofLength(`JSON, ${name}`, write, parseJson, seconds)),
  ];
}

function ofLength(name: string, write: LongDocument, parse: (text: string) => unknown, seconds: number): Variant {
  const documents = KIBIBYTES.map(kibibytes => [kibibytes, Buffer.from(write(kibibytes * 1_024)).toString()] as const);
  return {
    name,
    async measure() {
      const micros = documents.map(([kibibytes, document]) => {
        const { perSecond } = measureCalls(() => unlessRefused(() => parse(document)), seconds);
        return 1_000_000 / perSecond / kibibytes;
      });
      const [, ofSixteen, , ofLongest] = micros as [number, number, number, number];
      return {
        perSecond: 1_000_000 / ofLongest,
        cpu: {},
        others: {
          ...Object.fromEntries(KIBIBYTES.map((kibibytes, index) => [`µs/KiB of ${kibibytes}`, micros[index]!])),
          [`${LONGEST} by 16`]: ofLongest / ofSixteen,
        },
      };
    },
  };
}

function unlessRefused(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof WechatError)) throw error;
  }
}
