// Why a peer is skipped:
//
// SkippedPeerError
// ├── MissingToolError  TOOL_NOT_FOUND
// └── InstallError      INSTALL_FAILED

/** A peer that cannot be had on this machine. The others are measured without it. */
export abstract class SkippedPeerError extends Error {
  abstract readonly code: string;
}

/** What installs or runs a peer is not on this machine. */
export class MissingToolError extends SkippedPeerError {
  override readonly name = 'MissingToolError';
  readonly code = 'TOOL_NOT_FOUND';

  /** @param toHave what a person can do about it */
  constructor(tool: string, toHave: string) {
    super(`expected ${tool} on PATH, found none; ${toHave}`);
  }
}

/** A peer's package manager or compiler has failed. */
export class InstallError extends SkippedPeerError {
  override readonly name = 'InstallError';
  readonly code = 'INSTALL_FAILED';

  /** @param reason in its own words */
  constructor(command: string, reason: string) {
    super(`expected \`${command}\` to succeed, it said: ${reason}; it needs its package registry the first time`);
  }
}
