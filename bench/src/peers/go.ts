import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildInCache } from './build-in-cache.js';
import { findTool } from './find-tool.js';
import type { Toolchain } from './peer.js';
import { runInstaller } from './run-installer.js';

/** No C compiler is needed, and no other Go than the one that is there. */
const env = { CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };

/** A `server.go`, with its go.mod and go.sum. */
export const go: Toolchain = {
  async install(peerFolder, onProgress) {
    const command = findTool('go', 'install Go 1.22 or newer (Debian 13: golang-go)');
    const version = (await runInstaller([command, 'env', 'GOVERSION'], { folder: peerFolder, env })).trim();
    const folder = await buildInCache(peerFolder, version, folder => {
      onProgress('go build (once) …');
      return runInstaller([command, 'build', '-o', 'server', '.'], { folder, env });
    });
    const required = (await readFile(join(folder, 'go.mod'), 'utf8')).matchAll(/^require (\S+) v(\S+)$/gm);
    return {
      interpreter: [],
      module: join(folder, 'server'),
      versions: {
        go: version.replace(/^go/, ''),
        ...Object.fromEntries([...required].map(([, name, version]) => [name, version])),
      },
    };
  },
};
