import { createContext, runInContext } from 'node:vm';
import { WechatError } from '@wechat-pipeline/wechat-core';
import { checkEnvelope, checkPush, checkRefusal } from './check-push.js';
import { checkCommonPush, checkJson, checkXml } from './check-readers.js';
import { COMMON_PUSHES, writeDocument } from './common-pushes.js';
import { deliver, type Envelope, MODES } from './deliver.js';
import { mutate } from './mutate.js';
import { prototypes } from './prototypes.js';
import { Random } from './random.js';
import { TAMPERINGS, tamper } from './tamper.js';
import { expect, Violation } from './violation.js';

export interface FuzzOptions {
  /** A whole number; the same makes the same pushes. */
  readonly seed: number;
  readonly pushes: number;
  /** The number of the first push; 0 by default. */
  readonly from?: number;
  readonly onProgress?: (done: number) => void;
}

/** How many pushes became what. */
export interface FuzzReport {
  readonly taken: number;
  /** Documents that the scanner read, without the strict parser. */
  readonly scanned: number;
  /** By the code of the error. */
  readonly refused: Readonly<Record<string, number>>;
  /** By how they were tampered with; all of them were refused. */
  readonly tampered: Readonly<Record<string, number>>;
}

const BATCH = 500;
/** No measure of speed, a batch takes less than a hundredth of it: it is there to give a push that never ends a number. */
const HANG_MILLISECONDS = 60_000;

const PUSHES = Object.values(COMMON_PUSHES);
const FORMATS = ['xml', 'xml', 'json'] as const;

/**
 * Makes pushes, spoils them and checks what must hold of each.
 *
 * @throws Error that tells which push violates what
 */
export function fuzz({ seed, pushes, from = 0, onProgress }: FuzzOptions): FuzzReport {
  const report = { taken: 0, scanned: 0, refused: {}, tampered: Object.fromEntries(TAMPERINGS.map(name => [name, 0])) };
  const end = from + pushes;
  const before = prototypes();
  let index = from;
  const context = createContext({
    run(until: number) {
      for (; index < until; index += 1) fuzzOne(new Random(seed, index), report);
    },
  });
  try {
    while (index < end) {
      runInContext(`run(${Math.min(index + BATCH, end)})`, context, { timeout: HANG_MILLISECONDS });
      const after = prototypes();
      const isUntouched = after.length === before.length && after.every((one, at) => one === before[at]);
      expect(isUntouched, `one of the ${BATCH} in front of it has changed a prototype`);
      onProgress?.(index - from);
    }
  } catch (cause) {
    throw new Error(`push ${index} of seed ${seed}: ${(cause as Error).message}`, { cause });
  }
  return report;
}

interface Counts {
  taken: number;
  scanned: number;
  refused: Record<string, number>;
  tampered: Record<string, number>;
}

function fuzzOne(random: Random, counts: Counts): void {
  const format = random.pick(FORMATS);
  const envelope: Envelope = {
    mode: random.pick(MODES),
    format,
    nonce: String(1_000_000_000 + random.below(1_000_000_000)),
    plainCopy: random.pick(PUSHES),
  };
  const good = writeDocument(random.pick(PUSHES), format);
  const other = writeDocument(random.pick(PUSHES), random.pick(FORMATS));
  if (random.isOneIn(4)) {
    const { name, delivery } = tamper(good, envelope, random);
    within(name, () => checkRefusal(delivery));
    counts.tampered[name] = (counts.tampered[name] ?? 0) + 1;
    return;
  }
  const document = random.isOneIn(20) ? good : mutate(good, random, other);
  within(document, () => {
    if (checkXml(document)) counts.scanned += 1;
    checkCommonPush(document);
    checkJson(document);
    const outcome = checkPush(document, envelope);
    expect(document !== good || !(outcome instanceof WechatError), 'a good push is refused');
    if (outcome instanceof WechatError) counts.refused[outcome.code] = (counts.refused[outcome.code] ?? 0) + 1;
    else counts.taken += 1;
    if (envelope.mode === 'plaintext') return;
    const delivery = deliver(document, envelope);
    checkEnvelope({ ...delivery, body: mutate(delivery.body, random, other) }, outcome);
  });
}

/** Adds to a violation what it is about. */
function within(what: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    throw new Violation(`${error.message}: ${JSON.stringify(what.slice(0, 2_000))}`, { cause: error });
  }
}
