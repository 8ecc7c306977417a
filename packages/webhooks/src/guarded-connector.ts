import { type LookupAddress, lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { DeliveryError } from './delivery-error.js';
import { isPublicAddress } from './public-address.js';

/**
 * Connects to addresses of the internet alone. The addresses that are looked at are those that are connected to: a name that
 * answers with another one a moment later gains nothing by it.
 */
export function guardedConnector(timeout: number): buildConnector.connector {
  const connect = buildConnector({ timeout, lookup: lookupPublic });
  return (options, callback) => {
    // An address in the place of a name is not looked up.
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) callback(notPublic(literal), null);
    else connect(options, callback);
  };
}

/** Node's own, which fails if any of the name's addresses is not public. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '');
    const forbidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (forbidden) return callback(notPublic(forbidden.address), '');
    if (options.all) return callback(null, addresses);
    const [{ address, family } = { address: '', family: 0 }] = addresses;
    callback(null, address, family);
  });
};

function notPublic(address: string): DeliveryError {
  return new DeliveryError(
    'address_not_public',
    `expected an endpoint on the internet, got one at ${address}: allowPrivateAddresses: true in the account file allows it`,
  );
}
