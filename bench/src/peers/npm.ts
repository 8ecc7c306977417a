import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildInCache } from './build-in-cache.js';
import { findTool } from './find-tool.js';
import type { Toolchain } from './peer.js';
import { runInstaller } from './run-installer.js';

const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];

/** A `server.js` for this Node, with a package.json whose dependencies have exact versions, and its lock. */
export const npm: Toolchain = {
  async install(peerFolder, onProgress) {
    const command = findTool('npm', 'it comes with Node.js');
    const folder = await buildInCache(peerFolder, '', folder => {
      onProgress('npm ci (once) …');
      return runInstaller([command, 'ci', ...QUIET, '--prefix', '.'], { folder });
    });
    const { dependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    return { module: join(folder, 'server.js'), env: { NODE_ENV: 'production' }, versions: dependencies };
  },
};
