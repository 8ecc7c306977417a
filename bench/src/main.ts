import { BENCHES } from './benches/index.js';
import { inLab } from './lab.js';
import { machine } from './machine.js';
import { type Options, readOptions } from './options.js';
import { pinToCores } from './pin-to-cores.js';
import { showProgress } from './progress.js';
import { report } from './report.js';
import { saveResult } from './save-result.js';
import { type Summary, summarise } from './summary.js';

try {
  const names = BENCHES.map(bench => bench.name);
  const options = readOptions(process.argv.slice(2), names);
  if (options.redraw) await publish([]);
  else await measure(options);
} catch (error) {
  showProgress('');
  console.error(`bench: ${(error as Error).message}`);
  process.exitCode = 1;
}

async function measure(options: Options): Promise<void> {
  const on = machine();
  const versions = Object.entries(on.versions).map(([name, version]) => `${name} ${version}`);
  console.log(`${on.cores} cores, ${on.cpu}, ${on.memoryGiB} GiB, ${on.system}; ${versions.join(', ')}`);
  const isBusy = on.loadAverage > 0.5;
  console.log(
    `load average ${on.loadAverage} before we begin${isBusy ? ': the machine is busy with something else' : ''}`,
  );
  const pinning = pinToCores();
  for (const bench of BENCHES) {
    const isWanted = options.names.length === 0 ? !bench.isOnDemand : options.names.includes(bench.name);
    if (!isWanted) continue;
    const tell = (line: string) => showProgress(`${bench.name}: ${line}`);
    const results = await inLab(pinning, tell, lab => bench.run(lab, options, tell));
    showProgress('');
    const { seconds, rounds, followers, typed } = options;
    const command = ['npm run bench --', bench.name, ...typed].join(' ');
    const circumstances = {
      command,
      at: new Date().toISOString(),
      machine: on,
      options: { seconds, rounds, followers },
    };
    for (const result of results) {
      const summary = summarise(result, circumstances);
      console.log(`\n${report(summary)}`);
      await saveResult(summary, result.series);
      const { failures = [] } = result;
      for (const failure of failures) console.error(`bench: ${result.name}: ${failure}`);
      if (failures.length > 0) process.exitCode = 1;
      else if (options.publish) await publish([summary]);
    }
  }
}

/** What draws is loaded only when it is wanted. */
async function publish(summaries: readonly Summary[]): Promise<void> {
  const publishing = await import('./publish/publish.js');
  await publishing.publish(summaries);
}
