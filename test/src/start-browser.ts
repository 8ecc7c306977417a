import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Teardown } from '@wechat-pipeline/local-servers';
import type { AxeResults } from 'axe-core';
import { type BrowserContextOptions, chromium, devices, type Page } from 'playwright-core';
import { drawQrCode } from './draw-qr-code.js';
import { findOnPath } from './find-on-path.js';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const executablePath = findOnPath('chromium');

/** Why there is no browser, if there is none. */
export const noBrowser = executablePath === undefined && 'there is no chromium on PATH';

/** WeChat's browser on a phone that is set to Chinese. */
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  userAgent: `${devices['iPhone 14']?.userAgent} MicroMessenger/8.0.50(0x18003234) NetType/WIFI Language/zh_CN`,
};
/** Any browser on a desk, in English. */
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB' };

/** Somebody’s browser, with one window. */
export interface Window {
  readonly page: Page;
  /** How often it was sent to WeChat to be asked who is there. */
  authorizations(): number;
  /** What was in the way of a page’s content security policy, and scripts that failed. */
  readonly violations: readonly string[];
  /** What is wrong with the page for those who see, hear or move otherwise. */
  barriers(): Promise<readonly string[]>;
  /** Keeps a picture in the folder that ARTIFACTS_DIR names, if it does. */
  keepPicture(name: string): Promise<void>;
}

/** Debian’s chromium. */
export async function startBrowser(t: Teardown) {
  const browser = await chromium.launch({
    executablePath: executablePath!, // the test is skipped without it
    // The sandbox of root is refused.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  t.teardown(() => browser.close());
  return {
    async openWindow(options: BrowserContextOptions): Promise<Window> {
      const context = await browser.newContext(options);
      // Not by a script element, which the pages' own policy does not allow.
      await context.addInitScript({ path: AXE });
      const page = await context.newPage();
      const violations: string[] = [];
      let authorizations = 0;
      context.on('request', request => {
        if (new URL(request.url()).pathname === '/connect/oauth2/authorize') authorizations += 1;
      });
      page.on('console', message => {
        if (/content security policy/i.test(message.text())) violations.push(message.text());
      });
      page.on('pageerror', ({ message }) => violations.push(message));
      return {
        page,
        violations,
        authorizations: () => authorizations,
        async barriers() {
          const { violations } = await page.evaluate<AxeResults>('axe.run()');
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
        },
        async keepPicture(name) {
          const folder = process.env.ARTIFACTS_DIR;
          if (!folder) return;
          mkdirSync(folder, { recursive: true });
          await page.screenshot({ path: join(folder, `${name}.png`) });
        },
      };
    },
    drawQrCode: () => drawQrCode(browser),
  };
}
