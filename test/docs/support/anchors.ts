import type { Page } from './pages.ts'
import { tokensOf } from './pages.ts'

/** The anchors that GitHub gives a page's headings. */
export function anchorsOf(page: Pick<Page, 'tokens'>): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const { text } of tokensOf(page.tokens, 'heading')) {
    const slug = slugOf(text)
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}

/** Small letters, hyphens for spaces, no punctuation; of links only their text. */
function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
