import { endWithParent } from './end-with-parent.mjs';
import { prepare } from './prepare.mjs';
import { tell } from './tell.mjs';

/** Prepares the checkout, then runs `main` in this process. */
export async function runScript(main) {
  endWithParent();
  try {
    await prepare();
  } catch (error) {
    tell(error.message);
    process.exit(1);
  }
  await main();
}
