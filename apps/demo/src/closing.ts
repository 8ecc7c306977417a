/** What has to be closed at the end, in reverse order of how it was opened. */
export interface Closing {
  add(close: () => unknown): void;
  /** Closes all; what fails to close does not keep the rest open. Can be called again. */
  close(): Promise<void>;
}

export function createClosing(): Closing {
  const open: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    for (let close = open.pop(); close; close = open.pop()) {
      try {
        await close();
      } catch {
        // The process ends in a moment, and what is tied to it with it.
      }
    }
  }
  return {
    add(close) {
      if (closed) void close();
      else open.push(close);
    },
    close() {
      closed ??= closeAll();
      return closed;
    },
  };
}
