import { runScript } from './run-script.mjs';

// npm run bench -- NAME: the program is bench/src/main.ts.
await runScript(() => import('../bench/build/src/main.js'));
