/** The npm that runs the tests; when they were started without one, the one on PATH. */
export function npmCommand(): readonly string[] {
  const { npm_execpath: npm } = process.env;
  return npm ? [process.execPath, npm] : ['npm'];
}
