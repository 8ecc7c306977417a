import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchPythonPackages } from '@wechat-pipeline/local-servers';
import { InstallError } from './errors.js';
import { findTool } from './find-tool.js';
import type { Toolchain } from './peer.js';
import { runInstaller } from './run-installer.js';

const TO_HAVE = 'install Python 3.11 or newer with pip (Debian: python3 and python3-pip)';

/**
 * A `server.py`; `requirements.in` names what it imports by `name==version`, one a line, `requirements.txt` is its lock:
 * everything, with hashes.
 *
 * @param module what must be there to be imported
 */
export function python(module: string): Toolchain {
  return {
    async install(folder, onProgress) {
      const command = findTool('python3', TO_HAVE);
      const tell = 'import sys; print(sys.executable, "%d.%d.%d" % sys.version_info[:3])';
      // What is on PATH may be a script of a version manager's that looks for the real one.
      const [executable = command, version = 'unknown'] = (await runInstaller([command, '-c', tell], { folder })).split(
        /\s+/,
      );
      const requirements = await readFile(join(folder, 'requirements.txt'), 'utf8');
      const { env } = await fetchPythonPackages({ module, requirements }, onProgress).catch((error: Error) => {
        throw new InstallError('pip download', error.message);
      });
      const wanted = await readFile(join(folder, 'requirements.in'), 'utf8');
      const versions = Object.fromEntries(
        wanted
          .trim()
          .split('\n')
          .map(line => line.split('==')),
      );
      return {
        interpreter: [executable],
        module: join(folder, 'server.py'),
        env: { PYTHONPATH: env.PYTHONPATH ?? '', PYTHONUTF8: '1' },
        versions: { python: version, ...versions },
      };
    },
  };
}
