import closeWithGrace from 'close-with-grace';
import type { Log } from './log.js';

/** Compose and Kubernetes kill after 30 seconds; what is not done by then is taken up by another process. */
const GRACE_MILLISECONDS = 25_000;

/**
 * Runs `close` when the process is told to end (SIGTERM, SIGINT) and ends it with exit code 0, or when an error was
 * caught nowhere, and ends it with 1.
 */
export function stopInOrder(log: Log, close: () => Promise<void>): void {
  closeWithGrace({ delay: GRACE_MILLISECONDS, logger: false }, async ({ signal, err }) => {
    if (err) log.fatal({ err }, 'stopping because of an error that nothing caught');
    else log.info({ signal }, 'stopping');
    try {
      await close();
      log.info('stopped');
    } catch (error) {
      log.error({ err: error }, 'could not stop in order');
      throw error;
    }
  });
}
