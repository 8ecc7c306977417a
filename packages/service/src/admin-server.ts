import type { Registry } from 'prom-client';
import { fastify } from './common-js.js';
import { type Health, healthRoutes } from './health.js';

export interface AdminServer {
  /** Where it listens, such as `http://127.0.0.1:9464`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Health and metrics, on a port of their own that the public does not reach. */
export async function startAdminServer(options: {
  readonly host: string;
  readonly port: number;
  readonly health: Health;
  readonly metrics: Registry;
}): Promise<AdminServer> {
  const server = fastify({ forceCloseConnections: true });
  healthRoutes(server, options.health);
  server.get('/metrics', async (_, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.metrics()),
  );
  const url = await server.listen({ host: options.host, port: options.port });
  return { url, close: () => server.close() };
}
