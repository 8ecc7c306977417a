/** Where a browser may be sent. */
export interface Destinations {
  /** That relative paths start from. */
  readonly origin: string;
  /** Addresses that are allowed, with what is below them. */
  readonly allowed: readonly URL[];
  /** An address that the session process answers itself, and that nobody is sent to. */
  isOwn(url: URL): boolean;
}

/** The platform sets redirect addresses no limit that it tells of; browsers and proxies do. */
const MAX_LENGTH = 2_048;

/**
 * The address that `to` means, or undefined if it is not allowed. Whatever a browser, a proxy or a server behind it could
 * read in another way than we do is not.
 */
export function parseDestination(to: unknown, { origin, allowed, isOwn }: Destinations): string | undefined {
  if (to === undefined) return parseDestination('/', { origin, allowed, isOwn });
  if (typeof to !== 'string' || to.length > MAX_LENGTH || FORBIDDEN.test(to)) return undefined;
  const [, base, path = ''] = /^(https?:\/\/[^/?#]+)?((?:\/[^?#]*)?)/i.exec(to) ?? [];
  // Either a whole address or a path; `//host` is neither.
  if (base === undefined ? !/^\/(?!\/)/.test(to) : base.includes('@')) return undefined;
  if (path.split('/').some(isAmbiguous) || !URL.canParse(to, origin)) return undefined;
  const url = new URL(to, origin);
  return allowed.some(prefix => isBelow(url, prefix)) && !isOwn(url) ? url.href : undefined;
}

/** Control characters and spaces, which browsers drop, and backslashes, which they take for slashes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN_IN_SEGMENT = /[\u0000-\u001f\u007f-\u009f/\\%]/;

/** A dot segment, or one in disguise: encoded, encoded twice, with a parameter (`..;a`), or holding a slash. */
function isAmbiguous(segment: string): boolean {
  const decoded = decode(decode(segment));
  return decoded === undefined || /^\.{1,2}(?:;|$)/.test(decoded) || FORBIDDEN_IN_SEGMENT.test(decoded);
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function isBelow(url: URL, prefix: URL): boolean {
  const folder = prefix.pathname.replace(/\/$/, '');
  return url.origin === prefix.origin && (url.pathname === folder || url.pathname.startsWith(`${folder}/`));
}
