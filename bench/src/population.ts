import { openid } from './account.js';
import { nextSerial } from './signed-pushes.js';

/** Who follows already, and who is going to. */
export interface Population {
  readonly size: number;
  /** Everybody who follows at the beginning. */
  existing(): Iterable<string>;
  /** Somebody who has never been there. */
  newcomer(): string;
  /** One of those who follow at the beginning; nobody comes twice before all have. */
  returning(): string;
}

/** A prime: whoever is written down side by side does not return one after the other. */
const STRIDE = 7_919;

/** @param size how many follow at the beginning; no multiple of {@link STRIDE} */
export function createPopulation(size: number): Population {
  const first = nextSerial();
  for (let count = 1; count < size; count += 1) nextSerial();
  let returned = 0;
  return {
    size,
    *existing() {
      for (let index = 0; index < size; index += 1) yield scattered(first + index);
    },
    newcomer: () => scattered(nextSerial()),
    returning() {
      returned += 1;
      return scattered(first + ((returned * STRIDE) % size));
    },
  };
}

/**
 * An OpenID for each serial number up to 2³², all over the index as the platform's are. In their order all that is written would
 * come to lie on the index's last page, which is always in memory.
 */
function scattered(serial: number): string {
  return openid(Math.imul(serial, 0x9e3779b1) >>> 0);
}
