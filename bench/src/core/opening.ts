import {
  COMMON_PUSHES,
  type Delivery,
  deliver,
  type Envelope,
  MODES,
  NOW,
  writeDocument,
} from '@wechat-pipeline/push-fuzz';
import { type OpenedPush, openPush, textReply } from '@wechat-pipeline/wechat-core';
import { type Calls, onSeveral } from './calls.js';

const TEXT = COMMON_PUSHES.text!;
const SENTENCE = '编辑@+您想说的话,我们可以收到';

/** From a request to the push in it. */
export function opening(): Calls {
  const calls = MODES.map(mode => [mode, onSeveral(delivered({ mode, format: 'xml' }), open)] as const);
  return {
    name: 'core-open',
    title: 'core: openPush of a text: verify, decrypt, parse',
    calls: {
      ...Object.fromEntries(calls),
      'plaintext, JSON': onSeveral(delivered({ mode: 'plaintext', format: 'json' }), open),
      'security, JSON': onSeveral(delivered({ mode: 'security', format: 'json' }), open),
    },
    baseline: 'plaintext',
    notes: [],
  };
}

/** From a reply to the body of the response. */
export function answering(): Calls {
  const opened = (mode: Envelope['mode']) => (number: number) => open(delivered({ mode, format: 'xml' })(number));
  const answer = ({ seal }: OpenedPush) => seal(textReply(SENTENCE));
  return {
    name: 'core-answer',
    title: 'core: a text as the reply to a text',
    calls: { plain: onSeveral(opened('plaintext'), answer), encrypted: onSeveral(opened('security'), answer) },
    baseline: 'plain',
    notes: [],
  };
}

function delivered(how: Pick<Envelope, 'mode' | 'format'>): (number: number) => Delivery {
  return number => {
    const nonce = String(1_714_112_445 + number);
    return deliver(writeDocument(TEXT, how.format), { ...how, nonce, plainCopy: TEXT });
  };
}

function open({ query, body, secrets }: Delivery): OpenedPush {
  return openPush(query, body, secrets, NOW);
}
