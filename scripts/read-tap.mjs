import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describeFailure } from './describe-failure.mjs';

/**
 * Reads tap's output, a stream of text: shows a line for a file that passed, all that is known of what failed, what was
 * skipped and why. Returns how many assertions passed and failed; a file that ended badly without a failed one counts
 * as one.
 */
export async function readTap(stream, root) {
  const parser = new (tapParser(root))();
  const counts = { passed: 0, failed: 0 };
  let file = emptyFile();

  parser.on('bailout', reason => {
    file.failures.push(`FAILED bailed out: ${reason}`);
    end('FAILED bailed out');
  });
  watch(parser, result => {
    const seconds = result.time === undefined ? '' : ` · ${(result.time / 1_000).toFixed(1)} s`;
    const name = result.name.replace('/build/', '/').replace(/\.js$/, '.ts');
    end(`${result.ok ? 'ok' : 'FAILED'} ${name} · ${file.passed} passed${seconds}`);
  });
  for await (const text of stream) parser.write(text);
  parser.end();
  return counts;

  /** `onResult` hears of each result at this level: of the files' at the first. */
  function watch(level, onResult = () => {}) {
    let failuresBefore = 0;
    level.on('child', child => {
      failuresBefore = file.failures.length;
      watch(child);
    });
    level.on('assert', result => {
      const isRepeated = result.closingTestPoint && file.failures.length > failuresBefore;
      if (result.skip || result.todo) file.notes.push(describeSkip(result));
      else if (result.ok && !result.closingTestPoint) file.passed += 1;
      // The line of a test, or a file, only repeats what its assertions have told, unless there were none.
      else if (!result.ok && !isRepeated) file.failures.push(describeFailure(result));
      onResult(result);
    });
    level.on('extra', text => {
      file.output += text;
    });
  }

  function end(line) {
    const { passed, failures, notes, output } = file;
    console.log(`  ${line}`);
    for (const text of [...notes, ...failures]) console.log(indent(text));
    if (failures.length > 0 && output.trim() !== '') console.log(indent(`on stdout it said:\n${output}`));
    counts.passed += passed;
    counts.failed += failures.length;
    file = emptyFile();
  }
}

/** tap's own parser, found as tap finds it. */
function tapParser(root) {
  const find = (name, from) => createRequire(from).resolve(name);
  const core = find('@tapjs/core', find('tap', join(root, 'package.json')));
  return createRequire(core)('tap-parser').Parser;
}

function emptyFile() {
  return { passed: 0, failures: [], notes: [], output: '' };
}

function describeSkip({ skip, todo, fullname }) {
  const reason = skip || todo;
  return `${skip ? 'skipped' : 'todo'}: ${fullname}${typeof reason === 'string' ? `: ${reason}` : ''}`;
}

function indent(text) {
  return text.trimEnd().replace(/^(?=.)/gm, '    ');
}
