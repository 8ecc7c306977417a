/** An address as it may be shown: without name and password, and without options, which may hold some, too. */
export function hidePassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//').replace(/\?.*/s, '');
}
