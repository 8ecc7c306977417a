import { KINDS } from '@wechat-pipeline/wechat-core/push';
import { Command, Option } from 'commander';
import { parseUrl } from '../parse-url.js';
import type { PushOptions } from '../push/run-push.js';
import { openTerminal } from '../terminal.js';

/** Of nobody: the platform knows no such follower. */
const SOMEBODY = 'oTryingThingsOut000000000000';

const MORE_HELP = `
VALUE is the text of a text, the scene of a scan, the key of a click, the URL of a view, and the EventKey of any other event.
What a push holds besides is typed in WeChat’s words, field by field.

Kinds:
${wrap(Object.keys(KINDS).join(', '))}

Examples:
  wechat push text 你好
  wechat push subscribe --scene spring
  wechat push view https://example.com/ --twice
  wechat push scancode_waitmsg SCAN --field ScanCodeInfo.ScanType=qrcode --field ScanCodeInfo.ScanResult=007
  wechat push image --field PicUrl=https://example.com/a.png --field MediaId=M --account shop --mode security`;

/** A signed push to an ingress, for trying things out. */
export function pushCommand(): Command {
  return new Command('push')
    .description('push to an ingress as WeChat does, once, and show the answer')
    .argument('<kind>', 'text, subscribe, view, …; the kinds are listed below')
    .argument('[value]', 'what it is about')
    .option(
      '--url <url>',
      'of the ingress (default: http://127.0.0.1 at PORT); one with a path is taken as it is',
      parseUrl,
    )
    .addOption(
      new Option('--mode <mode>', 'instead of the account’s').choices(['plaintext', 'compatibility', 'security']),
    )
    .addOption(new Option('--format <format>', 'instead of WECHAT_FORMAT').choices(['xml', 'json']))
    .option('--openid <openid>', 'whose push it is', SOMEBODY)
    .option('--scene <scene>', 'of the QR code, with subscribe')
    .option('--field <Name=value>', 'a field, nested by dots; again for more', collect)
    .option('--twice', 'deliver it twice, as WeChat does what was not answered in time')
    .option('--force', 'also an event that is not known, or a push without a field that it always has')
    .addHelpText('after', MORE_HELP)
    .action(async (kind: string, value: string | undefined, _, command: Command) => {
      // Loaded when it is needed: the other commands begin sooner.
      const { runPush } = await import('../push/run-push.js');
      const options = command.optsWithGlobals<PushOptions>();
      await runPush(kind, value, options, openTerminal(options.json ?? false));
    });
}

function collect(one: string, before: readonly string[] = []): readonly string[] {
  return [...before, one];
}

function wrap(text: string): string {
  return text.replace(/(.{1,100})(?: |$)/g, '  $1\n').trimEnd();
}
