import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what was compiled from a file that is gone: tsc leaves it behind, and a test that was deleted or renamed would
 * go on being run.
 */
export function removeStaleOutput(root) {
  for (const project of projects(root)) {
    const output = join(project, 'build');
    if (!existsSync(output)) continue;
    // Of a package that is gone the compiler's records stay, too, and say that all is built when it is back.
    if (!existsSync(join(project, 'package.json'))) {
      rmSync(output, { recursive: true });
      continue;
    }
    for (const path of readdirSync(output, { recursive: true })) {
      if (!path.endsWith('.js')) continue;
      const name = path.slice(0, -'.js'.length);
      if (existsSync(join(project, `${name}.ts`))) continue;
      for (const ending of ['.js', '.js.map', '.d.ts', '.d.ts.map'])
        rmSync(join(output, name + ending), { force: true });
    }
  }
}

function projects(root) {
  const folders = ['packages', 'apps'].flatMap(parent =>
    readdirSync(join(root, parent)).map(name => join(root, parent, name)),
  );
  return [...folders, join(root, 'bench'), join(root, 'test')];
}
