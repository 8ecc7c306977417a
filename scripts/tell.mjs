/** A line of progress. On stderr: stdout is for results. */
export function tell(line) {
  process.stderr.write(`${line}\n`);
}
