/** Why and how long an API is left alone. */
export interface Pause {
  /** In milliseconds since the epoch. */
  readonly until: number;
  /** The platform's answer that asked for it. */
  readonly errcode: number;
}

/** Where the processes of one account share which of its APIs are paused, by path. Every operation is atomic. */
export interface PauseStore {
  /** The API's latest pause, which may be over. */
  read(path: string): Promise<Pause | undefined>;
  /** Keeps it, unless one that ends later is kept. */
  store(path: string, pause: Pause): Promise<void>;
  /** Forgets the pauses of all APIs. */
  clear(): Promise<void>;
}

/** The pauses of a program that is alone with its account. */
export function memoryPauseStore(): PauseStore {
  const pauses = new Map<string, Pause>();
  return {
    async read(path) {
      return pauses.get(path);
    },
    async store(path, pause) {
      if (pause.until > (pauses.get(path)?.until ?? 0)) pauses.set(path, pause);
    },
    async clear() {
      pauses.clear();
    },
  };
}
