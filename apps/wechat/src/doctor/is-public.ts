import { BlockList, isIP } from 'node:net';

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits);
}
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** Whether the platform could reach an address, as far as the address tells. */
export function isPublic(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|]$/g, '');
  const version = isIP(host);
  if (version !== 0) return !PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return host.includes('.') && !/\.(?:local|internal|localhost|test)\.?$/.test(host);
}
