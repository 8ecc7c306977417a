import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What became of a request. */
export type Outcome =
  /** They follow, and went on or were told who they are. */
  | 'follower'
  /** Sent to WeChat, to learn who they are. */
  | 'redirected'
  | 'follow_page'
  | 'snapshot_page'
  /** A place that nobody is sent to from here. */
  | 'to_refused'
  /** Another browser’s state, an old one, or none. */
  | 'state_refused'
  | 'code_refused'
  /** Asked who they are, and they are no follower. */
  | 'nobody'
  | 'qr_code'
  /** Redis, MongoDB or WeChat did not answer as they should. */
  | 'unavailable'
  | 'internal_error';

/** What a code of the web authorization was worth. */
export type ExchangeResult = 'visitor' | 'snapshot' | 'refused' | 'failed';

export interface SessionMetrics {
  readonly registry: Registry;
  requested(route: string, outcome: Outcome, milliseconds: number): void;
  exchanged(result: ExchangeResult): void;
}

export function createSessionMetrics(): SessionMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'wechat_session_requests_total',
    help: 'Requests by route, and by what became of them.',
    labelNames: ['route', 'result'],
    registers,
  });
  const duration = new Histogram({
    name: 'wechat_session_duration_seconds',
    help: 'Time until a request was answered.',
    labelNames: ['route'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const exchanges = new Counter({
    name: 'wechat_session_code_exchanges_total',
    help: 'Codes that browsers brought back, by what they were worth; one that comes again counts again.',
    labelNames: ['result'],
    registers,
  });
  return {
    registry,
    requested(route, outcome, milliseconds) {
      requests.inc({ route, result: outcome });
      duration.observe({ route }, milliseconds / 1_000);
    },
    exchanged: result => exchanges.inc({ result }),
  };
}
