/** A picture as it is sent. */
export interface Picture {
  readonly type: string;
  readonly bytes: Buffer;
}

/** WeChat's own QR codes have some ten KiB. */
const MAX_BYTES = 1024 * 1024;

/** By how the file begins, as what it is called proves nothing. */
const TYPES: readonly (readonly [type: string, start: RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8/],
  ['image/webp', /^RIFF....WEBP/s],
];

/** @throws TypeError for what is no picture that a browser shows */
export function parsePicture(bytes: Buffer): Picture {
  const start = bytes.toString('latin1', 0, 12);
  const type = TYPES.find(([, pattern]) => pattern.test(start))?.[0];
  if (type === undefined) throw new TypeError('expected a PNG, JPEG, GIF or WebP picture, got something else');
  if (bytes.length > MAX_BYTES) throw new TypeError(`expected at most 1 MiB, got ${bytes.length} bytes`);
  return { type, bytes };
}
