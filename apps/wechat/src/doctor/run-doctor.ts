import { Failure } from '../failure.js';
import type { GlobalOptions } from '../global-options.js';
import { ingressUrl } from '../push/push-target.js';
import type { Colour, Terminal } from '../terminal.js';
import { checkAccountFile } from './check-account-file.js';
import { checkEnvironment } from './check-environment.js';
import { checkIngress } from './check-ingress.js';
import { checkMongodb } from './check-mongodb.js';
import { checkPlatform } from './check-platform.js';
import { checkRedis } from './check-redis.js';
import { findAccount } from './find-account.js';
import { type Finding, failed } from './finding.js';

export interface DoctorOptions extends GlobalOptions {
  /** Of the ingress. */
  readonly url?: string;
}

/** Looks at all that the pipeline needs at once, and tells in a fixed order what is found. */
export async function runDoctor(options: DoctorOptions, terminal: Terminal): Promise<void> {
  if (terminal.isInteractive) terminal.note('Looking at everything; this takes some seconds at most …');
  const findings = await examine(options);
  const failures = findings.filter(({ status }) => status === 'failed').length;
  terminal.result({ isHealthy: failures === 0, findings }, findings.map(finding => line(finding, terminal)).join('\n'));
  if (failures > 0) throw new Failure(`${failures} of ${findings.length} checks failed.`);
}

async function examine({ account: name, url }: DoctorOptions): Promise<readonly Finding[]> {
  const { env, findings } = checkEnvironment();
  const address = url ?? ingressUrl(env);
  const account = () => findAccount(name, address, env);
  const groups = await Promise.all([
    told('account file', async () => checkAccountFile(env)),
    told('redis', () => checkRedis(env)),
    told('mongodb', () => checkMongodb(env)),
    told('access token', async () => checkPlatform({ credentials: account().credentials, url, env })),
    told('ingress', async () => checkIngress(address, account().target)),
  ]);
  return [...findings, ...groups.flat()];
}

/** What keeps one check from being made is its finding, and does not keep others from being made. */
async function told(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [failed(check, error instanceof Error ? error.message : 'something was thrown that is no error')];
  }
}

const MARKS: Readonly<Record<Finding['status'], readonly [mark: string, colour: Colour]>> = {
  ok: ['✓', 'green'],
  warning: ['!', 'yellow'],
  failed: ['✗', 'red'],
  skipped: ['–', 'gray'],
};
const CHECK_WIDTH = 17;

function line({ check, status, message, advice }: Finding, terminal: Terminal): string {
  const [mark, colour] = MARKS[status];
  const told = advice === undefined ? message : `${message} → ${advice}`;
  return `${terminal.colour(colour, mark)} ${check.padEnd(CHECK_WIDTH)}  ${told.replace(/\s*\n\s*/g, ' ')}`;
}
