/** What is known of a server while it starts. */
export interface Starting {
  readonly pid: number;
  readonly port: number;
  /** what it has written since this start */
  readonly log: string;
}

/** All that sets one kind of server apart from the other. */
export interface ServerKind {
  readonly name: 'redis-server' | 'mongod';
  readonly scheme: 'redis' | 'mongodb';
  readonly arguments: (directory: string, port: number) => readonly string[];
  /** false: another server uses the directory. Asked before a start, for a server that does not find out by itself */
  readonly claimDirectory?: (directory: string, port: number) => Promise<boolean>;
  readonly isReady: (starting: Starting) => Promise<boolean>;
  /** whether the words of a server that has ended tell that another one uses the directory */
  readonly saysDirectoryInUse?: (log: string) => boolean;
  /** the server's own words for why it has ended */
  readonly reasonFrom: (log: string) => string;
}
