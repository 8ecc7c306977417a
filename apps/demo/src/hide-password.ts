/** An address as it may be shown. */
export function hidePassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//…@');
}
