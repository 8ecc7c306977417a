import type { Log } from './log.js';

/** As much of a connection as is needed here. */
interface Connection {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
}

/** Logs once when a connection is lost, with what follows from it, and once when it is back; not each attempt between. */
export function logOutages(name: string, connection: Connection, log: Log, consequence: string): void {
  let isAway = false;
  connection.on('error', err => {
    if (!isAway) log.error({ err }, `${name} is away: ${consequence}`);
    isAway = true;
  });
  connection.on('ready', () => {
    log.info(isAway ? `${name} is back` : `${name} is there`);
    isAway = false;
  });
}
