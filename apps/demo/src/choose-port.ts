import { once } from 'node:events';
import { createServer } from 'node:net';

const DEFAULT_PORT = 3000;

/** The port that was asked for; else 3000, or 0 (any free one) if another program has that. */
export async function choosePort(host: string, wanted: number | undefined): Promise<number> {
  if (wanted !== undefined) return wanted;
  const server = createServer();
  try {
    server.listen(DEFAULT_PORT, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return DEFAULT_PORT;
  } catch {
    return 0;
  }
}
