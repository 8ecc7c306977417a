import ipaddr from 'ipaddr.js';

/** Of the addresses that are global by their range those behind which a cloud has its metadata: Azure’s. */
const METADATA: ReadonlySet<string> = new Set(['168.63.129.16']);

/**
 * Whether an address is one of the internet: neither private, loopback, link-local, shared (CGNAT), multicast nor reserved,
 * nor an IPv6 address that stands for an IPv4 address (mapped, NAT64, 6to4, Teredo), behind which could be any of these.
 *
 * @param address an IPv4 or IPv6 address as the resolver writes it
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || METADATA.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Of IPv6 2000::/3 alone is in use on the internet.
  return parsed instanceof ipaddr.IPv4 || (parsed.parts[0]! & 0xe000) === 0x2000;
}
