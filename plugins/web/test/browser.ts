import type { Teardown } from '../../../core/testing/index.ts';
import { EXAMPLE_PASSWORD } from '../../../core/testing/index.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';

/** A browser of the machine's own, named by the environment, else the one that comes from the registry. */
async function executable(): Promise<{ readonly path: string; readonly args: string[] }> {
  const own = process.env['CHROMIUM_PATH'];
  if (own !== undefined && own !== '') return { path: own, args: ['--no-sandbox'] };
  const { default: chromium } = (await import('@sparticuz/chromium')) as unknown as { default: { executablePath(): Promise<string>; readonly args: string[] } };
  return { path: await chromium.executablePath(), args: chromium.args };
}

/** Starts a real browser for one test file and ends it with the test. */
export async function openBrowser(t: Teardown): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const { path, args } = await executable();
  const browser = await chromium.launch({ executablePath: path, args, headless: true });
  t.teardown(() => browser.close());
  return browser;
}

/** What a person's window is like. */
export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** A window of somebody who has signed in through the page. Errors of its console are kept for the test to see. */
export class Desk {
  readonly errors: string[] = [];

  private constructor(readonly context: BrowserContext, readonly page: Page, readonly url: string) {
    page.on('pageerror', (error) => void this.errors.push(error.message));
    page.on('console', (message) => {
      // A refusal is an answer of the server; the browser prints every such answer as an error.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) this.errors.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, login: string, { width = 1440, height = 900, scheme = 'light' }: WindowOptions = {}): Promise<Desk> {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: 'ru-RU' });
    const desk = new Desk(context, await context.newPage(), url);
    desk.page.setDefaultTimeout(20_000);
    await desk.page.goto(`${url}/`);
    await desk.page.getByLabel('Логин').fill(login);
    await desk.page.locator('input[name="password"]').fill(EXAMPLE_PASSWORD);
    await desk.page.getByRole('button', { name: 'Войти' }).click();
    await desk.page.getByRole('heading', { name: 'Сегодня', level: 1 }).waitFor();
    return desk;
  }

  async go(path: string): Promise<void> {
    await this.page.goto(`${this.url}${path}`);
  }
}
