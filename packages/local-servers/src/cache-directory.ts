import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where fetched programs are kept: `${XDG_CACHE_HOME:-~/.cache}/wechat-pipeline/<platform>-<architecture>`, the latter
 * because a home folder may be shared by different machines.
 * https://specifications.freedesktop.org/basedir-spec/latest/: a relative path in XDG_CACHE_HOME is to be ignored.
 */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  const { XDG_CACHE_HOME: told } = env;
  const base = told !== undefined && isAbsolute(told) ? told : join(env.HOME || homedir(), '.cache');
  return join(base, 'wechat-pipeline', `${process.platform}-${process.arch}`);
}
