import type { FastifyInstance } from 'fastify';

/** Resolves if the dependency can be used, throws if it cannot. */
export type Check = () => Promise<unknown>;

export interface Health {
  /** From now on the process is not ready: it is about to end. */
  drain(): void;
  ready(): Promise<HealthReport>;
}

export interface HealthReport {
  readonly ok: boolean;
  /** Each dependency with `ok` or why not. */
  readonly checks: Readonly<Record<string, string>>;
}

const CHECK_MILLISECONDS = 1_000;

export function createHealth(checks: Readonly<Record<string, Check>>): Health {
  let isDraining = false;
  return {
    drain() {
      isDraining = true;
    },
    async ready() {
      const results = await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const),
      );
      const report = Object.fromEntries([...results, ...(isDraining ? [['process', 'stopping'] as const] : [])]);
      return { ok: Object.values(report).every(result => result === 'ok'), checks: report };
    },
  };
}

async function outcome(check: Check): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<string>(resolve => {
    timer = setTimeout(resolve, CHECK_MILLISECONDS, `no answer within ${CHECK_MILLISECONDS} ms`);
  });
  // What a library says of its failure is for the log, not for whoever asks.
  const answer = check().then(
    () => 'ok',
    () => 'away',
  );
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

/** `/livez`: the process answers. `/readyz`: it can do its work; if not, which dependency is the reason. */
export function healthRoutes(server: FastifyInstance, health: Health): void {
  server.get('/livez', async () => ({ status: 'ok' }));
  server.get('/readyz', async (_, reply) => {
    const { ok, checks } = await health.ready();
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', checks });
  });
}
