#!/usr/bin/env node
import { DependencyAwayError } from '@wechat-pipeline/service';
import { WechatError } from '@wechat-pipeline/wechat-core/errors';
import { type Command, CommanderError } from 'commander';
import { explainError } from './explain-error.js';
import { Failure } from './failure.js';
import { program } from './program.js';

const NOT_UNDERSTOOD = 2;

try {
  await settle(program()).parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** commander would end the process with 1 for what it does not understand; a command's own commands are like it. */
function settle(command: Command): Command {
  command.exitOverride();
  // Sound: commander’s types only forget which options each has.
  for (const one of command.commands) settle((one as Command).copyInheritedSettings(command));
  return command;
}

/** Says what went wrong; returns the exit code. */
function tell(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : NOT_UNDERSTOOD;
  if (error instanceof Failure) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof WechatError) {
    process.stderr.write(`${explainError(error)}\n`);
    return 1;
  }
  if (error instanceof DependencyAwayError) {
    process.stderr.write(`${error.message}: is ${error.dependency} there, and does it take commands?\n`);
    return 1;
  }
  throw error;
}
