import type { Page } from 'playwright-core'
import { startWebApp, type WebApp } from './web-app.ts'

export interface Console extends WebApp {
  /** The sandbox's control API. */
  control<Data>(path: string, body: object): Promise<Data>
  /** Global id of the shop of a platform. */
  shop(platform: string): Promise<string>
}

/** The console of operators in a browser. */
export async function startConsole(env: Record<string, string> = {}): Promise<Console> {
  const app = await startWebApp('operator', env)
  return {
    ...app,
    async control<Data>(path: string, body: object) {
      const answer = await fetch(`${app.gateway.sandboxUrl}/_control/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as Data
    },
    async shop(platform) {
      const { shops } = await app.operate<{ shops: { id: string; platform: string }[] }>(
        '{ shops { id platform } }',
      )
      const found = shops.find((one) => one.platform === platform)
      if (!found) throw new Error(`the seed has a shop of ${platform}`)
      return found.id
    },
  }
}

/** The row of the table with this label that has this text. */
export function rowOf(page: Page, label: string, text: string | RegExp) {
  return page.getByRole('region', { name: label, exact: true }).getByRole('row').filter({ hasText: text })
}
