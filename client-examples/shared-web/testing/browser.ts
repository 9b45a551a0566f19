import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path))

/** False where there is no Chromium: then the browser tests are left out, loudly; CI has to have one. */
export const browserPresent = CHROMIUM !== undefined
if (!browserPresent && process.env.CI !== undefined) throw new Error('Chromium is missing; CI must have it')
if (!browserPresent) process.stderr.write('Browser tests of the examples are skipped: Chromium is missing\n')

export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('Chromium is missing')
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
