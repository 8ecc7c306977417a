import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Callback {
  readonly url: string;
  /** Of the loads so far, what they came with. */
  readonly queries: readonly URLSearchParams[];
}

/** The page that a browser comes back to from web authorization. */
export async function startCallback(t: { teardown(end: () => Promise<void>): void }): Promise<Callback> {
  const queries: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    queries.push(new URL(request.url ?? '', 'http://callback').searchParams);
    response.end('welcome');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.teardown(async () => {
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
  // Sound: it listens on a port.
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/wx/callback`, queries };
}
