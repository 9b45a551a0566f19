import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Gateway, startGateway } from './testing/gateway.ts'
import type { ExampleTab } from './types.ts'

const CHROMIUM = '/usr/bin/chromium'
const present = existsSync(CHROMIUM)
if (!present && process.env.CI !== undefined) throw new Error(`${CHROMIUM} is missing; CI must have it`)
if (!present) process.stderr.write(`GraphiQL browser tests are skipped: ${CHROMIUM} is missing\n`)

const TAB_HELLO: ExampleTab = {
  title: 'Say hello',
  query: '# Says who is asking.\n# Try: another name.\nquery Hello($name: String!) { hello(name: $name) }\n',
  variables: '{ "name": "Mei" }',
  headers: '{ "Authorization": "Bearer token-one" }',
}
const TAB_COUNT: ExampleTab = {
  title: 'Count',
  query: '# Counts.\n# Try: the stop button.\nsubscription Count { tick { n viewer } }\n',
  headers: '{ "Authorization": "Bearer token-two" }',
}

describe.skipIf(!present)('the GraphiQL page in a browser', () => {
  let gateway: Gateway
  let browser: Browser
  let visit: Visit

  beforeAll(async () => {
    gateway = await startGateway()
    gateway.tabs = [TAB_HELLO, TAB_COUNT]
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  })
  afterEach(async () => {
    gateway.tabs = [TAB_HELLO, TAB_COUNT]
    await visit.context.close()
    // In every test: nothing left the origin and no error reached the console.
    expect(visit.foreign).toEqual([])
    expect(visit.complaints).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await gateway.stop()
  })

  test('opens the example tabs and runs a query with its variables and headers', async () => {
    visit = await open(browser, gateway)
    expect(await visit.page.title()).toBe('haitao-graph')
    expect(await tabLabels(visit.page)).toEqual(['Hello', 'Count'])
    await run(visit.page)
    await seeResponse(visit.page, '"hello": "Hello Mei, Bearer token-one"')
  })

  test('shows the events of a subscription as they arrive, authorised by the tab, and stops on demand', async () => {
    visit = await open(browser, gateway)
    await visit.page.getByRole('tab', { name: 'Count' }).click()
    await run(visit.page)
    await gateway.emit()
    await seeResponse(visit.page, '"n": 1', '"viewer": "Bearer token-two"')
    await gateway.emit()
    await seeResponse(visit.page, '"n": 2')
    await visit.page.getByText('Live · 2 events').waitFor()
    await visit.page.getByRole('button', { name: 'Stop query' }).click()
    await visit.page.getByText('Stopped · 2 events').waitFor()
    await gateway.unsubscribed()
  })

  test('shows why a subscription was refused', async () => {
    gateway.tabs = [{ query: 'subscription Refused { refused }' }]
    visit = await open(browser, gateway)
    await run(visit.page)
    await seeResponse(visit.page, 'not for you')
  })

  test('offers docs, explorer, history and examples', async () => {
    visit = await open(browser, gateway)
    const { page } = visit
    await page.locator('.graphiql-footer').getByText('A note for visitors').waitFor()
    await page.getByRole('button', { name: 'Show Examples' }).click()
    await page.locator('.examples-panel').getByText('Say hello').waitFor()
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Query' }).click()
    await page.getByText('Asks for a greeting').waitFor()
    await page.getByRole('button', { name: 'Show GraphiQL Explorer' }).click()
    await page.locator('.graphiql-explorer-root').waitFor()
    await page.getByRole('button', { name: 'Show History' }).click()
    await page.locator('.graphiql-history').waitFor()
    await page.locator('.graphiql-sidebar button[aria-label="Open settings dialog"]').click()
    await page.getByText('Adjust how the interface appears.').waitFor()
    // The dialog's own style element was let in by the policy.
    expect(await page.locator('body').evaluate((body) => getComputedStyle(body).overflow)).toBe('hidden')
  })

  test('a second load transfers less than 50 KB', async () => {
    visit = await open(browser, gateway)
    expect(visit.bytes).toBeGreaterThan(200_000)
    expect(visit.bytes).toBeLessThan(500_000)
    visit.bytes = 0
    await ready(visit.page, () => visit.page.reload())
    expect(visit.bytes).toBeGreaterThan(0)
    expect(visit.bytes).toBeLessThan(50_000)
  })

  test('keeps the tabs a returning visitor edited, renews what was not touched and every served token', async () => {
    visit = await open(browser, gateway)
    const edited = 'query Hello($name: String!) { mine: hello(name: $name) }'
    await visit.page.locator('.graphiql-query-editor .CodeMirror').first().click()
    await visit.page.keyboard.press('ControlOrMeta+A')
    await visit.page.keyboard.insertText(edited)
    await visit.page.waitForFunction(
      (text) => localStorage.getItem('graphiql:tabState')?.includes(text),
      'mine: hello',
    )
    gateway.tabs = [
      { ...TAB_HELLO, variables: '{ "name": "Wei" }', headers: '{ "Authorization": "Bearer token-new" }' },
      { ...TAB_COUNT, query: `${TAB_COUNT.query}# renewed\n` },
    ]
    await ready(visit.page, () => visit.page.reload())
    expect(await tabLabels(visit.page)).toEqual(['Hello', 'Count'])
    await run(visit.page)
    await seeResponse(visit.page, '"mine": "Hello Mei, Bearer token-new"')
    await visit.page.getByRole('tab', { name: 'Count' }).click()
    await visit.page.getByText('# renewed').waitFor()
    const stored = await visit.page.evaluate(() => JSON.stringify(localStorage))
    expect(stored).toContain('mine: hello')
    expect(stored).not.toContain('token-')
  })

  test('an example whose tab was closed opens again from the panel', async () => {
    visit = await open(browser, gateway)
    await visit.page.getByRole('tab', { name: 'Count' }).hover()
    await visit.page.getByRole('button', { name: 'Close Tab' }).last().click()
    await visit.page.getByRole('button', { name: 'Show Examples' }).click()
    expect(await tabLabels(visit.page)).toEqual(['Hello'])
    await visit.page.locator('.examples-panel').getByText('Counts.').click()
    await visit.page.getByRole('tab', { name: 'Count' }).waitFor()
    expect(await tabLabels(visit.page)).toEqual(['Hello', 'Count'])
    await run(visit.page)
    await gateway.emit()
    await seeResponse(visit.page, '"viewer": "Bearer token-two"')
  })
})

interface Visit {
  context: BrowserContext
  page: Page
  /** URLs of another origin that the page asked for. */
  foreign: string[]
  /** Console errors, which policy violations are too, and uncaught errors. */
  complaints: string[]
  /** Bytes on the wire, headers included, as the browser counts them. */
  bytes: number
}

async function open(browser: Browser, gateway: Gateway): Promise<Visit> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const visit: Visit = { context, page, foreign: [], complaints: [], bytes: 0 }
  const devtools = await context.newCDPSession(page)
  devtools.on('Network.loadingFinished', (event) => {
    visit.bytes += event.encodedDataLength
  })
  await devtools.send('Network.enable')
  const note = (url: string) => {
    if (new URL(url).host !== gateway.host && !url.startsWith('data:')) visit.foreign.push(url)
  }
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  page.on('pageerror', (error) => visit.complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') visit.complaints.push(message.text())
  })
  await ready(page, () => page.goto(`http://${gateway.host}/graphiql`))
  return visit
}

/** The page is ready when its introspection has been answered and the run button is there. */
async function ready(page: Page, load: () => Promise<unknown>): Promise<void> {
  const introspected = page.waitForResponse((response) => response.url().endsWith('/graphql'))
  await load()
  await introspected
  await page.locator('.graphiql-execute-button').waitFor()
}

async function tabLabels(page: Page): Promise<string[]> {
  return page.getByRole('tab').allInnerTexts()
}

async function run(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').click()
}

async function seeResponse(page: Page, ...texts: string[]): Promise<void> {
  const pane = page.locator('.graphiql-response')
  for (const text of texts) await pane.filter({ hasText: text }).waitFor()
}
