/** What `openapi/rid/get` tells of a call that was refused. */
export interface RidRecord {
  /** In seconds since the epoch. */
  invoke_time: number;
  cost_in_ms: number;
  /** The query. */
  request_url: string;
  request_body: string;
  response_body: string;
  client_ip: string;
}

/** The latest refused calls; the platform's own memory is seven days. */
export interface Rids {
  note(rid: string, record: RidRecord): void;
  read(rid: string): RidRecord | undefined;
  reset(): void;
}

const REMEMBERED = 1_000;
const MEMORY_SECONDS = 7 * 86_400;

export function createRids(now: () => number): Rids {
  const records = new Map<string, RidRecord>();
  return {
    note(rid, record) {
      records.set(rid, record);
      const [oldest] = records.keys();
      if (records.size > REMEMBERED && oldest !== undefined) records.delete(oldest);
    },
    read(rid) {
      const record = records.get(rid);
      return record && now() / 1_000 - record.invoke_time < MEMORY_SECONDS ? record : undefined;
    },
    reset: () => records.clear(),
  };
}
