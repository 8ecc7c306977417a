import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { monitorRedis, type SeenCommand } from './monitor-redis.js';

/** A command that Redis was sent, in lower case, with what it made Redis do in its turn, if it was a script. */
export interface RedisCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** The address that it came from. */
  readonly from: string;
  readonly inside: readonly Omit<RedisCommand, 'from' | 'inside'>[];
}

/** The name of the bench's own connections, by which their commands are left out. */
export const OWN_CONNECTION = 'bench';

/** What MONITOR says of a command's source where a script issued it. */
const SCRIPT = 'lua';

/**
 * Watches what others send to a Redis. The returned function stops that, and tells of all commands until then. INFO's statistics
 * would not tell a command that was sent from one that a script issues, nor whose it is.
 */
export async function watchRedis(url: string): Promise<() => Promise<readonly RedisCommand[]>> {
  const seen: SeenCommand[] = [];
  const last = randomUUID();
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  const stop = await monitorRedis(url, command => {
    if (command.args[1] === last) end();
    else seen.push(command);
  });
  return async () => {
    const redis = new Redis(url, { connectionName: OWN_CONNECTION });
    await redis.echo(last);
    await ended;
    const own = ownAddresses(String(await redis.client('LIST')));
    stop();
    redis.disconnect();
    return groupCommands(seen).filter(({ from }) => !own.has(from));
  };
}

/** What a script issues comes right behind it. */
export function groupCommands(seen: readonly SeenCommand[]): readonly RedisCommand[] {
  const commands: (RedisCommand & { inside: Omit<RedisCommand, 'from' | 'inside'>[] })[] = [];
  for (const {
    args: [name = '', ...args],
    source,
  } of seen) {
    const command = { name: name.toLowerCase(), args };
    if (source === SCRIPT) commands.at(-1)?.inside.push(command);
    else commands.push({ ...command, from: source, inside: [] });
  }
  return commands;
}

function ownAddresses(list: string): ReadonlySet<string> {
  const own = list.split('\n').filter(line => line.includes(` name=${OWN_CONNECTION} `));
  return new Set(own.map(line => / addr=(\S+)/.exec(line)?.[1] ?? ''));
}
