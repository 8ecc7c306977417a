import type { AccountApi, PushKind, PushOf } from '@wechat-pipeline/wechat-core';
import type { FollowerProfile } from './profile.js';

/**
 * What is to be done when a push of that kind has come. It may run twice for the same push, so whatever it does must bear
 * repetition.
 *
 * A promise that it returns is waited for; what it returns beyond that is ignored. What it throws is logged with its
 * message and stack, and the push is tried again later.
 */
export type Handler<K extends PushKind = PushKind> = (context: HandlerContext<K>) => unknown;

/** A push, and what is needed for working on it. */
export interface HandlerContext<K extends PushKind = PushKind> {
  readonly push: PushOf<K>;
  /** The same for each delivery of this push and each attempt at it, and for no other push: 27 characters. */
  readonly pushId: string;
  /** When it was received, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The account’s. */
  readonly appId: string;
  /** Whom the push is about, which in a few events is not its sender; empty if it names nobody. */
  readonly openid: string;
  /** What is kept of this follower now; null if nothing is, such as of somebody who has left. */
  readonly profile: FollowerProfile | null;
  /** The account’s server API, for the functions of wechat-core. */
  readonly api: AccountApi;
  /** Writes to the worker’s log; each entry tells the push’s id and kind. */
  readonly log: HandlerLog;
  /**
   * Aborts after 60 seconds, and when the worker is told to stop. Who has not ended 60 seconds after the beginning has
   * failed, although it may be running still.
   */
  readonly signal: AbortSignal;
}

/** The part of a pino logger that handlers see. */
export interface HandlerLog {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
}
