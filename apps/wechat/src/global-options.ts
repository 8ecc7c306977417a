/** The options that every command takes. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly account?: string;
}
