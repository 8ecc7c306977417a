import type { CheckedEnv } from '../env.js';
import { checkWholeEnv } from '../env.js';
import { type Finding, failed, ok } from './finding.js';

/** Every variable of every program. */
export function checkEnvironment(): { readonly env: CheckedEnv; readonly findings: readonly Finding[] } {
  const { env, wrong } = checkWholeEnv();
  if (wrong.length === 0) return { env, findings: [ok('environment', 'every variable is as it should be')] };
  const findings = wrong.map(sentence => failed('environment', sentence, 'Set it in the environment or in .env.'));
  return { env, findings };
}
