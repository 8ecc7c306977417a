import { runScript } from './run-script.mjs';

// npm run build: installs and compiles what is missing.
await runScript(async () => {});
