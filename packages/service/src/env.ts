import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { type CleanedEnv, cleanEnv, EnvMissingError, makeExactValidator, type Spec, type ValidatorSpec } from 'envalid';

/** Where a process reads its variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Values of these are never shown: an address may hold a password. */
const SECRET = /TOKEN|SECRET|KEY|URL/;

type Specs = Record<string, ValidatorSpec<unknown>>;

/**
 * Reads the variables that `specs` describes, from the environment and from `.env` in the working directory; what is
 * in the environment counts. A variable with `_FILE` appended names a file that holds the value, as Docker's secrets
 * do. Ends the process with exit code 1 and one message if any is missing or wrong.
 */
export function readEnv<S extends Specs>(program: string, specs: S): CleanedEnv<S> {
  const { env, wrong } = clean(specs);
  if (wrong.length === 0) return env;
  const lines = [
    `${program} cannot start, because of its environment:`,
    ...wrong.map(sentence => `  ${sentence}`),
    'Set this in the environment or in .env; .env.example has every variable.',
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exit(1);
}

/** Those variables for who can do without some: what is wrong is told, and not there. */
export function checkEnv<S extends Specs>(specs: S): { env: Partial<CleanedEnv<S>>; wrong: readonly string[] } {
  const { env, wrong } = clean(specs);
  // A copy: envalid's own throws when it is asked for what is not there.
  return { env: { ...env }, wrong };
}

function clean<S extends Specs>(specs: S): { env: CleanedEnv<S>; wrong: readonly string[] } {
  const variables = source(Object.keys(specs));
  const wrong: string[] = [];
  const env = cleanEnv(variables, specs, {
    reporter({ errors }) {
      for (const [name, error] of Object.entries(errors)) wrong.push(explain(name, error, specs, variables));
    },
  });
  return { env, wrong };
}

/** The environment and, for what it lacks, `.env` in the working directory as it is now. */
export function environment(): Environment {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

function source(names: readonly string[]): Environment {
  const variables: Record<string, string | undefined> = { ...environment() };
  for (const name of names) {
    const path = variables[`${name}_FILE`];
    if (!variables[name] && path && existsSync(path)) variables[name] = readFileSync(path, 'utf8').trim();
  }
  // `NAME=` in a file, or `${NAME:-}` in compose, means that it is not set.
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}

function explain(name: string, error: Error | undefined, specs: Specs, variables: Environment): string {
  const value = SECRET.test(name) ? '' : ` (${variables[name]})`;
  const came = error instanceof EnvMissingError ? 'is missing' : `is wrong${value}`;
  return `${name} ${came}: expected ${specs[name]?.desc}`;
}

/** A validator for text of that form. */
export function matching(pattern: RegExp): <Options extends Spec<string>>(options: Options) => ValidatorSpec<string> {
  return makeExactValidator(input => {
    if (!pattern.test(input)) throw new TypeError('does not match');
    return input;
  });
}

/** A validator for whole numbers from `least` to `most`. */
export function whole(least: number, most: number): (options: Spec<number>) => ValidatorSpec<number> {
  return makeExactValidator(input => {
    const value = /^\d+$/.test(input) ? Number(input) : Number.NaN;
    if (!(value >= least && value <= most)) throw new TypeError('out of range');
    return value;
  });
}

/** A validator for addresses with one of these schemes. */
export function address(...schemes: readonly string[]): (options: Spec<string>) => ValidatorSpec<string> {
  return makeExactValidator(input => {
    if (!schemes.includes(new URL(input).protocol.slice(0, -1))) throw new TypeError('another scheme');
    return input;
  });
}
