import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';

const SIZE = 29;
const FINDERS = [
  [3, 3],
  [SIZE - 4, 3],
  [3, SIZE - 4],
] as const;

/** A picture, as PNG, of what looks like the QR code of an account. */
export async function drawQrCode(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 290, height: 290 } });
  let squares = '';
  for (let x = 0; x < SIZE; x++) {
    for (let y = 0; y < SIZE; y++) if (isDark(x, y)) squares += `M${x} ${y}h1v1h-1z`;
  }
  const svg = `<svg viewBox="0 0 ${SIZE} ${SIZE}" shape-rendering="crispEdges"><path d="${squares}"/></svg>`;
  await page.setContent(`<body style="margin: 0">${svg}`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Three squares in the corners, as they are known, and something in between. */
function isDark(x: number, y: number): boolean {
  const [distance = 0] = FINDERS.map(([cx, cy]) => Math.max(Math.abs(x - cx), Math.abs(y - cy))).sort((a, b) => a - b);
  if (distance < 5) return distance !== 2 && distance < 4;
  return createHash('sha256').update(`${x} ${y}`).digest().readUInt8() % 2 === 1;
}
