import { runScript } from './run-script.mjs';

// npm start: the program is apps/demo/src/main.ts.
await runScript(() => import('../apps/demo/build/src/main.js'));
