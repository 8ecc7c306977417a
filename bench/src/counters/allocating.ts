import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as pause } from 'node:timers/promises';
import { COMMON_PUSHES, deliver, NOW, writeDocument } from '@wechat-pipeline/push-fuzz';
import { openPush, textReply } from '@wechat-pipeline/wechat-core';

// A program: opens text pushes and seals replies to them, and writes how many bytes one took at best of several trials. Whatever else
// allocates in this process, such as the compiler, makes a trial dearer and none cheaper.

const TRIALS = 12;
const CALLS = 2_000;
const WARM_UP_CALLS = 20_000;

const document = writeDocument(COMMON_PUSHES.text!, 'xml');
const deliveries = Array.from({ length: CALLS }, (_, number) => {
  const { query, body, secrets } = deliver(document, {
    mode: 'plaintext',
    format: 'xml',
    nonce: String(1_714_112_445 + number),
    plainCopy: COMMON_PUSHES.text!,
  });
  // Fresh from its bytes, as from a socket.
  return { query, body: Buffer.from(body).toString(), secrets };
});
const reply = textReply('编辑@+您想说的话,我们可以收到');

function answer(index: number): void {
  const { query, body, secrets } = deliveries[index % CALLS]!;
  const { seal } = openPush(query, body, secrets, NOW);
  sealed += seal(reply).body.length;
}
let sealed = 0;

for (let call = 0; call < WARM_UP_CALLS; call += 1) answer(call);
let collections = 0;
new PerformanceObserver(list => {
  collections += list.getEntries().length;
}).observe({ type: 'gc' });

/** They are told some turns of the event loop later. */
async function collectionsTold(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await pause();
}

let least = Number.POSITIVE_INFINITY;
for (let trial = 0; trial < TRIALS; trial += 1) {
  globalThis.gc?.();
  await collectionsTold();
  const collectionsBefore = collections;
  const before = process.memoryUsage();
  for (let call = 0; call < CALLS; call += 1) answer(call);
  const after = process.memoryUsage();
  const bytes = after.heapUsed - before.heapUsed + (after.external - before.external);
  await collectionsTold();
  // What is collected meanwhile would seem to be nothing.
  if (collections === collectionsBefore) least = Math.min(least, bytes / CALLS);
}
if (sealed === 0) throw new Error('expected answers, got empty ones');
console.log(least);
