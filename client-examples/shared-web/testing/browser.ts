import { existsSync } from 'node:fs'
import { type Browser, type BrowserServer, chromium, type LaunchOptions } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))

/** False where there is no Chromium: then the browser tests are left out, loudly; CI has to have one. */
export const browserPresent = CHROMIUM !== undefined
if (!browserPresent && process.env.CI !== undefined) throw new Error('Chromium is missing; CI must have it')
if (!browserPresent) process.stderr.write('Browser tests of the examples are skipped: Chromium is missing\n')

export const launchBrowser = (): Promise<Browser> => chromium.launch(options())

/** A browser whose process is known. */
export const startBrowserServer = (): Promise<BrowserServer> => chromium.launchServer(options())

function options(): LaunchOptions {
  if (CHROMIUM === undefined) throw new Error('Chromium is missing')
  return {
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }
}
