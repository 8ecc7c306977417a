import { request } from 'undici';

// The played WeChat's control, by HTTP: it runs in a process of its own.

/** What an answer of the real platform takes, roughly. */
export const LATENCY = { single: 30, batch: 60 } as const;

export async function setLatency(url: string): Promise<void> {
  const { statusCode, body } = await request(`${url}/played/latency`, {
    method: 'POST',
    body: JSON.stringify(LATENCY),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`expected the played WeChat to take a latency, it answered ${statusCode}`);
}

/** How often its server API has been called so far. Throws if it has ever answered an errcode. */
export async function apiCalls(url: string): Promise<number> {
  const { body } = await request(`${url}/played/state`);
  const { calls } = (await body.json()) as {
    calls: { paths: Record<string, number>; errcodes: Record<string, number> };
  };
  const errcodes = Object.keys(calls.errcodes);
  if (errcodes.length > 0) throw new Error(`expected the played WeChat to answer no errcode, it did ${errcodes}`);
  return Object.values(calls.paths).reduce((sum, count) => sum + count, 0);
}
