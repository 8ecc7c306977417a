import { readEnv } from './env.js';
import { startPlatform } from './start-platform.js';

try {
  const { appId, appSecret, host, port, autoFollow } = readEnv();
  const platform = await startPlatform({
    accounts: [{ appId, appSecret }],
    host,
    port,
    ...(autoFollow === undefined ? {} : { autoFollow }),
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void platform.close());
  console.log(`played WeChat for ${appId} listens on ${platform.url}`);
} catch (error) {
  console.error(`played WeChat does not start: ${(error as Error).message}`);
  process.exitCode = 1;
}
