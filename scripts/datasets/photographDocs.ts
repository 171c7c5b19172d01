import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { launchChromium } from '../browser/launchChromium.js';

const SIZE = { width: 900, height: 620 };

/**
 * Photographs a page of documentation with its first operation opened, in at most 64 colours.
 *
 * FastAPI's page fetches Swagger UI from a content network, which this browser cannot reach: those
 * requests are answered with the same files from the npm package that our own page uses.
 */
export async function photographDocs(
  chromium: string,
  url: string,
  file: string,
  root: string,
): Promise<void> {
  const files = join(root, 'node_modules', '@fastify', 'swagger-ui', 'static');
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.route(/^https:/, (route) => {
      const name = basename(new URL(route.request().url()).pathname);
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      if (!/^swagger-ui(-bundle)?\.(css|js)$/.test(name)) return route.abort();
      return route.fulfill({ contentType: type, body: readFileSync(join(files, name)) });
    });
    await page.goto(url);
    const operation = page.locator('.opblock-post').first();
    await operation.locator('.opblock-summary').first().click();
    await page.locator('.opblock-body pre').first().waitFor();
    await page.waitForTimeout(500); // the unfolding ends
    await operation.scrollIntoViewIfNeeded();
    const shot = await page.screenshot();
    await sharp(shot).png({ palette: true, colours: 32, effort: 10 }).toFile(file);
  } finally {
    await browser.close();
  }
}
