import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import type { Visit } from '../../../client-examples/shared-web/testing/visit.ts'
import type { WebApp } from './web-app.ts'

export interface Visits {
  /** A new visitor: one in each test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>
  /** Of the present test. */
  visitor(): Visit
  /** The present test causes such complaints on purpose. */
  expectComplaints(pattern: RegExp): void
}

/** Visits of a suite's tests: each ends with its test, without complaints. What a failed test saw is shown. */
export function visitsOf(app: () => WebApp): Visits {
  let visitor: Visit | undefined
  let expected: RegExp | null = null
  const present = () => {
    if (!visitor) throw new Error('nobody has opened a page')
    return visitor
  }
  afterEach(async ({ task }) => {
    const { page, complaints, close } = present()
    if (task.result?.state === 'fail')
      process.stderr.write(`${page.url()}\n${await page.locator('body').ariaSnapshot()}\n`)
    const unexpected = complaints.filter((text) => !expected?.test(text))
    expected = null
    await close()
    expect(unexpected).toEqual([])
  })
  return {
    async open(path, options) {
      visitor = await app().open(path, options)
      return visitor.page
    },
    visitor: present,
    expectComplaints(pattern) {
      expected = pattern
    },
  }
}
