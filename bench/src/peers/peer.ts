/** Somebody else's way of answering pushes: a server in `bench/peers/FOLDER`, written as its README has one write it. */
export interface Peer {
  readonly name: string;
  readonly folder: string;
  readonly toolchain: Toolchain;
  /** How long it is under load before the rounds begin; default: 5 */
  readonly warmUpSeconds?: number;
}

/** Makes servers of one language ready to be started. */
export interface Toolchain {
  /**
   * @param folder the peer's, with its manifest and its lock
   * @throws MissingToolError, InstallError
   */
  install(folder: string, onProgress: (line: string) => void): Promise<Installed>;
}

/** How a peer is started, and of which versions it is. */
export interface Installed {
  /** What runs the module, nothing where it runs by itself; default: this Node. */
  readonly interpreter?: readonly string[];
  readonly module: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
}
