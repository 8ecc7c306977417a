import type { AdaptiveLimit } from '@wechat-pipeline/service';
import { Gauge, Histogram, type Registry } from 'prom-client';

/** What is under way to the platform and to MongoDB on behalf of many jobs at once. */
export interface InFlightMetrics {
  /** From now on this is the limit of an account's questions. */
  limitQuestions(appId: string, limit: AdaptiveLimit): void;
  /** So many OpenIDs were asked for together. */
  asked(openids: number): void;
  limitWrites(limit: AdaptiveLimit): void;
  /** So many pushes' effects were written together. */
  wrote(updates: number): void;
}

const COUNT_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500];

export function createInFlightMetrics(registry: Registry): InFlightMetrics {
  const registers = [registry];
  const questions = new Map<string, AdaptiveLimit>();
  let writes: AdaptiveLimit | undefined;
  const openids = new Histogram({
    name: 'wechat_user_info_openids',
    help: 'OpenIDs that the platform was asked for together.',
    buckets: COUNT_BUCKETS,
    registers,
  });
  const updates = new Histogram({
    name: 'wechat_profile_write_updates',
    help: 'Updates of profiles that were written together.',
    buckets: COUNT_BUCKETS,
    registers,
  });
  new Gauge({
    name: 'wechat_user_info_calls',
    help: 'Calls under way that ask for followers, by account.',
    labelNames: ['appId'],
    registers,
    collect() {
      for (const [appId, { underWay }] of questions) this.set({ appId }, underWay);
    },
  });
  new Gauge({
    name: 'wechat_user_info_calls_limit',
    help: 'How many there may be; fewer while the platform is slow or fails.',
    labelNames: ['appId'],
    registers,
    collect() {
      for (const [appId, { current }] of questions) this.set({ appId }, current);
    },
  });
  new Gauge({
    name: 'wechat_profile_writes',
    help: 'Writes of profiles under way.',
    registers,
    collect() {
      this.set(writes?.underWay ?? 0);
    },
  });
  new Gauge({
    name: 'wechat_profile_writes_limit',
    help: 'How many there may be; fewer while MongoDB is slow or away.',
    registers,
    collect() {
      this.set(writes?.current ?? 0);
    },
  });
  return {
    limitQuestions: (appId, limit) => void questions.set(appId, limit),
    asked: count => openids.observe(count),
    limitWrites(limit) {
      writes = limit;
    },
    wrote: count => updates.observe(count),
  };
}
