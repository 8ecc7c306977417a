#!/usr/bin/env node
import { WechatError } from '@wechat-pipeline/wechat-core/errors';
import { CommanderError } from 'commander';
import { Failure } from './failure.js';
import { program } from './program.js';

const NOT_UNDERSTOOD = 2;

try {
  await exitless(program()).parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}

/** commander would end the process with 1 for what it does not understand. */
function exitless(command: ReturnType<typeof program>): ReturnType<typeof program> {
  command.exitOverride();
  for (const one of command.commands) exitless(one as ReturnType<typeof program>);
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
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  throw error;
}
