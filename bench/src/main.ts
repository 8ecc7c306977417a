import { loadavg } from 'node:os';
import { BENCHES } from './benches/index.js';
import { inLab } from './lab.js';
import { machine } from './machine.js';
import { readOptions } from './options.js';
import { pinToCores } from './pin-to-cores.js';
import { showProgress } from './progress.js';
import { report } from './report.js';
import { saveResult } from './save-result.js';

try {
  const names = BENCHES.map(bench => bench.name);
  const options = readOptions(process.argv.slice(2), names);
  const on = machine();
  const versions = Object.entries(on.versions).map(([name, version]) => `${name} ${version}`);
  const [load = 0] = loadavg();
  console.log(`${on.cores} cores, ${on.cpu}, ${on.memoryGiB} GiB, ${on.system}; ${versions.join(', ')}`);
  console.log(
    `load average ${load.toFixed(1)} before we begin${load > 0.5 ? ': the machine is busy with something else' : ''}`,
  );
  const pinning = pinToCores();
  for (const bench of BENCHES) {
    const isWanted = options.names.length === 0 ? !bench.isOnDemand : options.names.includes(bench.name);
    if (!isWanted) continue;
    const tell = (line: string) => showProgress(`${bench.name}: ${line}`);
    const results = await inLab(pinning, tell, lab => bench.run(lab, options, tell));
    showProgress('');
    for (const result of results) {
      console.log(`\n${report(result)}`);
      await saveResult(result, on, options);
    }
  }
} catch (error) {
  showProgress('');
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = 1;
}
