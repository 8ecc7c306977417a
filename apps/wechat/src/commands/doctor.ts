import { Command } from 'commander';
import type { DoctorOptions } from '../doctor/run-doctor.js';
import { parseUrl } from '../parse-url.js';
import { openTerminal } from '../terminal.js';

const MORE_HELP = `
Looks at the environment, the account file, Redis, MongoDB, the workers, the platform, and the ingress. ✓ is as it should be,
! works but could be better, ✗ does not work, – was not looked at. Ends with 1 if there is any ✗. Nothing is changed, and no
secret is shown.

Examples:
  wechat doctor
  wechat doctor --account shop --json
  wechat doctor --url https://wechat.example.com/wechat    also has the platform reach for that host`;

/** What is wrong with a deployment, and what to do about it. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('look for what is wrong, and tell what to do')
    .option(
      '--url <url>',
      'of the ingress (default: http://127.0.0.1 at PORT); one with a path is taken as it is',
      parseUrl,
    )
    .addHelpText('after', MORE_HELP)
    .action(async (_, command: Command) => {
      // Loaded when it is needed: the other commands begin sooner.
      const { runDoctor } = await import('../doctor/run-doctor.js');
      const options = command.optsWithGlobals<DoctorOptions>();
      await runDoctor(options, openTerminal(options.json ?? false));
    });
}
