import { type Dispatcher, request } from 'undici';

export interface PhoneOptions {
  /** The played platform's address, at which the phone says who holds it. */
  platformUrl: string;
  openid: string;
  /** Pages are shown as snapshots, with an OpenID that is made up for each view. */
  isSnapshot?: boolean;
  /** WeChat's client at times loads the callback twice, at once, with one code. */
  loadsCallbackTwice?: boolean;
  /** Whether its owner taps 允许 where they are asked; by default they do. */
  consents?: boolean;
}

export interface Page {
  url: string;
  status: number;
  contentType: string | undefined;
  body: string;
  /** The addresses that sent the browser on to this one, in their order. */
  redirects: readonly string[];
}

/** WeChat's browser on one follower's phone: follows redirects, and keeps each host's cookies, whatever the port. */
export interface Phone {
  open(url: string): Promise<Page>;
  /** What the browser would send to that address. */
  cookies(url: string): ReadonlyMap<string, string>;
}

interface Load extends Omit<Page, 'redirects'> {
  location: string | undefined;
}

const MAX_LOADS = 10;
const AUTHORIZE = '/connect/oauth2/authorize';

export function createPhone(options: PhoneOptions): Phone {
  const { platformUrl, openid, isSnapshot = false, loadsCallbackTwice = false, consents = true } = options;
  const platformHost = new URL(platformUrl).host;
  /** Who is at the phone: the platform knows, and nobody else. */
  const atPlatform = [
    ['played_openid', openid],
    ['played_snapshot', isSnapshot ? '1' : '0'],
  ] as const;
  const jars = new Map<string, Map<string, string>>();

  function jarOf(url: URL): Map<string, string> {
    const jar = jars.get(url.hostname) ?? new Map();
    jars.set(url.hostname, jar);
    return jar;
  }

  async function load(url: URL): Promise<Load> {
    const cookies = [...jarOf(url), ...(url.host === platformHost ? atPlatform : [])];
    const cookie = cookies.map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await request(url, {
      headers: { 'user-agent': 'Mozilla/5.0 MicroMessenger/8.0.50', ...(cookie === '' ? {} : { cookie }) },
    });
    for (const set of valuesOf(response, 'set-cookie')) keep(jarOf(url), set);
    const [location] = valuesOf(response, 'location');
    const [contentType] = valuesOf(response, 'content-type');
    return { url: url.href, status: response.statusCode, contentType, body: await response.body.text(), location };
  }

  /** Where the browser goes from there by itself, or by its owner's tap. */
  function nextOf(url: URL, { location, body }: Load): URL | undefined {
    const tapped = consents && isAuthorization(url) ? /<a href="([^"]+)">/.exec(body)?.[1] : undefined;
    const next = location ?? tapped?.replaceAll('&amp;', '&');
    return next === undefined ? undefined : new URL(next, url);
  }

  function isAuthorization(url: URL): boolean {
    return url.host === platformHost && url.pathname === AUTHORIZE;
  }

  return {
    async open(address) {
      let url = new URL(address);
      let isCallback = false;
      const redirects: string[] = [];
      while (redirects.length < MAX_LOADS) {
        const loads = [load(url), ...(isCallback && loadsCallbackTwice ? [load(url)] : [])];
        const last = (await Promise.all(loads)).at(-1)!;
        const next = nextOf(url, last);
        if (next === undefined) {
          const { location, ...page } = last;
          return { ...page, redirects };
        }
        redirects.push(url.href);
        isCallback = isAuthorization(url);
        url = next;
      }
      throw new Error(`expected a page within ${MAX_LOADS} redirects, got none`);
    },
    cookies: address => new Map(jarOf(new URL(address))),
  };
}

function valuesOf({ headers }: Dispatcher.ResponseData, name: string): readonly string[] {
  return [headers[name] ?? []].flat();
}

function keep(jar: Map<string, string>, setCookie: string): void {
  const [pair = '', ...attributes] = setCookie.split(/; ?/);
  const name = pair.slice(0, pair.indexOf('='));
  if (attributes.some(attribute => /^max-age=(0|-\d+)$/i.test(attribute))) jar.delete(name);
  else jar.set(name, pair.slice(name.length + 1));
}
