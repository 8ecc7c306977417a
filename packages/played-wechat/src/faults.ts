import type { ApiPath } from './apis/all.js';

/** What goes wrong. */
export type FaultBehaviour =
  /** 200 with this errcode, as the platform refuses. */
  | { kind: 'errcode'; errcode: number; errmsg?: string }
  /** An HTTP status and a page, as a gateway before the platform answers (412, 502). */
  | { kind: 'status'; status: number; body?: string }
  /** Never answers. */
  | { kind: 'hang' }
  /** Resets the connection. */
  | { kind: 'reset' }
  /** 200 with this instead of JSON. */
  | { kind: 'malformed'; body: string }
  /** Answers, but so much later. */
  | { kind: 'latency'; milliseconds: number };

/** Where it goes wrong, `*` meaning everywhere, and how often: until it is removed when `times` is left out. */
export type Fault = { path: ApiPath | '*'; times?: number } & FaultBehaviour;

export type ListedFault = Fault & { id: number };

/** The faults that are switched on. */
export interface Faults {
  /** Switches a fault on; the function that is returned switches it off. */
  add(fault: Fault): () => void;
  list(): ListedFault[];
  /** What happens to a call: every latency there is, then the first other fault. Uses up `times`. */
  take(path: ApiPath): FaultBehaviour[];
  remove(id: number): void;
  clear(): void;
}

export function createFaults(): Faults {
  const faults = new Map<number, ListedFault>();
  let lastId = 0;

  function use(fault: ListedFault): FaultBehaviour {
    if (fault.times !== undefined && --fault.times <= 0) faults.delete(fault.id);
    return fault;
  }

  return {
    add(fault) {
      const id = ++lastId;
      faults.set(id, { ...fault, id });
      return () => void faults.delete(id);
    },
    list: () => [...faults.values()].map(fault => ({ ...fault })),
    take(path) {
      if (faults.size === 0) return [];
      const here = [...faults.values()].filter(fault => fault.path === path || fault.path === '*');
      const latencies = here.filter(({ kind }) => kind === 'latency');
      const other = here.find(({ kind }) => kind !== 'latency');
      return [...latencies, ...(other ? [other] : [])].map(use);
    },
    remove: id => void faults.delete(id),
    clear: () => faults.clear(),
  };
}
