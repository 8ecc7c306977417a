import { type Finding, failed, ok, warning } from './finding.js';

/**
 * What Redis tells of itself: its version, and whether it keeps what it is given.
 *
 * @param text of INFO
 * @param address to be shown
 */
export function checkRedisInfo(text: string, address: string): readonly Finding[] {
  const info = parseInfo(text);
  return [checkVersion(info, address), checkEviction(info), checkPersistence(info)];
}

type Info = Readonly<Record<string, string | undefined>>;

function parseInfo(text: string): Info {
  return Object.fromEntries([...text.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = '', value]) => [name, value]));
}

/** BullMQ works from 5.0 on, and asks for 6.2. */
function checkVersion(info: Info, address: string): Finding {
  const version = info.valkey_version ?? info.redis_version ?? '0';
  const message = `${info.server_name ?? 'redis'} ${version} at ${address}`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 5) return failed('redis', message, 'BullMQ needs Redis 6.2 or newer.');
  if (major === 5 || (major === 6 && minor < 2))
    return warning('redis', message, 'BullMQ asks for Redis 6.2 or newer.');
  return ok('redis', message);
}

function checkEviction({ maxmemory_policy: policy = 'unknown' }: Info): Finding {
  if (policy === 'noeviction') return ok('redis eviction', policy);
  return failed('redis eviction', `${policy}: a key that is evicted is a lost job`, 'Set maxmemory-policy noeviction.');
}

function checkPersistence(info: Info): Finding {
  const check = 'redis persistence';
  const isAppending = info.aof_enabled === '1';
  const hasFailed = isAppending
    ? info.aof_last_write_status !== 'ok' || info.aof_last_bgrewrite_status !== 'ok'
    : info.rdb_last_bgsave_status !== 'ok';
  if (hasFailed) {
    const what = isAppending ? 'the append-only file' : 'the snapshot';
    return failed(check, `${what} could not be written`, 'Look into the log of Redis: is its disk full?');
  }
  if (isAppending) return ok(check, 'append-only file');
  return warning(
    check,
    'no append-only file: a crash loses what was acknowledged since the last snapshot',
    'Set appendonly yes.',
  );
}
