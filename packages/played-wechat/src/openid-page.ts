/**
 * A page as user/get and its like answer it: `next_openid` is the page's last OpenID; where there is nobody, `count` is 0
 * and `data` is not there at all.
 */
export function openidPage(openids: readonly string[]): object {
  const count = openids.length;
  if (count === 0) return { count, next_openid: '' };
  return { count, data: { openid: openids }, next_openid: openids[count - 1] };
}
