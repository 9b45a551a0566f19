import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

const OWN_HOSTS = ['127.0.0.1', 'localhost']

export interface Visit {
  readonly page: Page
  /**
   * Errors and warnings of the console, uncaught errors and broken policies included, and requests to other machines.
   * Nothing may be left here at the end.
   */
  readonly complaints: string[]
  /** Bytes on the wire of scripts since the visit began, as the browser counts them: compressed. */
  scriptBytes(): number
  close(): Promise<void>
}

/** A visitor with an empty browser of the given size, language and colour scheme. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 800 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  })
  // Less than a test may take, so that a failed one says for what it waited.
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`${message.text()} ${message.location().url}`)
  })
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && !OWN_HOSTS.includes(hostname))
      complaints.push(`asks another machine: ${request.url()}`)
  })
  const scripts = new Set<string>()
  let bytes = 0
  const devtools = await context.newCDPSession(page)
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength
  })
  await devtools.send('Network.enable')
  return { page, complaints, scriptBytes: () => bytes, close: () => context.close() }
}
