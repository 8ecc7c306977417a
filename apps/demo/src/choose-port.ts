import { once } from 'node:events';
import { createServer } from 'node:net';

/** That port, or 0 (any free one) if another program has it. */
export async function choosePort(host: string, port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return port;
  } catch {
    return 0;
  }
}
