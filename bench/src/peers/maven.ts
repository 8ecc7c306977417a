import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildInCache } from './build-in-cache.js';
import { findTool } from './find-tool.js';
import type { Toolchain } from './peer.js';
import { runInstaller } from './run-installer.js';

const TO_HAVE = 'install a JDK 17 or newer, and Maven (Debian: default-jdk-headless and maven)';
const DEPENDENCY =
  /<dependency>\s*<groupId>.+?<\/groupId>\s*<artifactId>(.+?)<\/artifactId>\s*<version>(.+?)<\/version>/g;

/** A pom.xml with exact versions, plugins included, that makes a `target/server.jar`. */
export const maven: Toolchain = {
  async install(peerFolder, onProgress) {
    const [java, mvn] = [findTool('java', TO_HAVE), findTool('mvn', TO_HAVE)];
    const told = await runInstaller([java, '--version'], { folder: peerFolder });
    const folder = await buildInCache(peerFolder, '', folder => {
      onProgress('mvn package (once) …');
      return runInstaller([mvn, '--batch-mode', '--quiet', '-Dmaven.test.skip=true', 'package'], { folder });
    });
    const dependencies = (await readFile(join(folder, 'pom.xml'), 'utf8')).matchAll(DEPENDENCY);
    return {
      interpreter: [java, '-jar'],
      module: join(folder, 'target/server.jar'),
      env: { LC_ALL: 'C.UTF-8' },
      versions: {
        java: /\d+(\.\d+)*/.exec(told)?.[0] ?? 'unknown',
        ...Object.fromEntries([...dependencies].map(([, name, version]) => [name, version])),
      },
    };
  },
};
