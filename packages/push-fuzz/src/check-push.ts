import { type OpenedPush, openPush, type Push, UnverifiedPushError, WechatError } from '@wechat-pipeline/wechat-core';
import { type Delivery, deliver, type Envelope, NOW } from './deliver.js';
import { expect, Violation } from './violation.js';

/** What became of a push: it was taken, or refused with a code. */
export type Outcome = Push | WechatError;

/**
 * Checks that a document, rightly signed, is taken or refused alike in its envelope and in plaintext, and that what is taken
 * comes out of the queue as it went in.
 *
 * @throws Violation
 */
export function checkPush(document: string, envelope: Envelope): Outcome {
  const outcome = open(deliver(document, envelope));
  const plain = open(deliver(document, { ...envelope, mode: 'plaintext' }));
  expect(isSame(outcome, plain), `in ${envelope.mode} mode it reads otherwise than in plaintext`);
  if (!(outcome instanceof WechatError)) {
    expect(isSame(JSON.parse(JSON.stringify(outcome)), outcome), 'it does not survive being written as JSON');
  }
  return outcome;
}

/**
 * Checks that an envelope in which something was changed holds the push that was sealed in it, or nothing.
 *
 * @throws Violation
 */
export function checkEnvelope(delivery: Delivery, sealed: Outcome): void {
  const outcome = open(delivery);
  expect(outcome instanceof WechatError || isSame(outcome, sealed), 'a changed envelope holds another push');
}

/**
 * Checks that a push that does not prove where it comes from is refused for that, whatever is in it.
 *
 * @throws Violation
 */
export function checkRefusal(delivery: Delivery): WechatError {
  const outcome = open(delivery);
  expect(outcome instanceof WechatError, 'it is taken');
  expect(outcome instanceof UnverifiedPushError, 'it is parsed before it is verified');
  return outcome;
}

function open({ query, body, secrets }: Delivery): Outcome {
  let opened: OpenedPush;
  try {
    opened = openPush(query, body, secrets, NOW);
  } catch (error) {
    if (error instanceof WechatError) return error;
    throw new Violation('openPush fails otherwise than with a WechatError', { cause: error });
  }
  return opened.push;
}

function isSame(one: Outcome, other: Outcome): boolean {
  const [first, second] = [one, other].map(outcome =>
    outcome instanceof WechatError ? [outcome.code, outcome.message] : outcome,
  );
  return JSON.stringify(first) === JSON.stringify(second);
}
