import { go } from './go.js';
import { maven } from './maven.js';
import { npm } from './npm.js';
import type { Peer } from './peer.js';
import { python } from './python.js';

/** Who answers texts, too. */
export const PEERS: readonly Peer[] = [
  { name: 'Go net/http', folder: 'go', toolchain: go },
  { name: 'silenceper/wechat', folder: 'silenceper-wechat', toolchain: go },
  // The JVM compiles a hot function twice, the second time well.
  { name: 'WxJava', folder: 'wxjava', toolchain: maven, warmUpSeconds: 20 },
  { name: 'co-wechat', folder: 'co-wechat', toolchain: npm },
  { name: 'wechat on Express', folder: 'wechat-express', toolchain: npm },
  { name: 'node-easywechat', folder: 'node-easywechat', toolchain: npm },
  { name: 'WeRoBot', folder: 'werobot', toolchain: python('werobot') },
  { name: 'wechatpy on FastAPI', folder: 'wechatpy', toolchain: python('wechatpy') },
];
