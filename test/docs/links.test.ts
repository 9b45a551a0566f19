import { existsSync, globSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { anchorsOf } from './support/anchors.ts'
import { scriptNames } from './support/package-scripts.ts'
import { allPages, type Page, pageOf, ROOT, tokensOf } from './support/pages.ts'

const pages = allPages()

/** What is wrong with the links of a page, in words; nothing when they all lead somewhere. */
function brokenLinks({ path, tokens }: Page): string[] {
  const pictures = tokensOf(tokens, 'html').flatMap(({ raw }) =>
    [...raw.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target),
  )
  const marked = [...tokensOf(tokens, 'link'), ...tokensOf(tokens, 'image')].map(({ href }) => href)
  const targets = [...marked, ...pictures]
  return targets
    .filter((href) => !/^[a-z]+:/.test(href))
    .flatMap((href) => {
      const [file = '', anchor] = decodeURIComponent(href).split('#')
      const target = file === '' ? path : normalize(join(dirname(path), file))
      if (!existsSync(resolve(ROOT, target))) return [`${path}: ${href}: there is no ${target}`]
      const page = pages.find((other) => other.path === target)
      if (anchor === undefined || !page || anchorsOf(page).has(anchor)) return []
      return [`${path}: ${href}: ${target} has no heading ${anchor}`]
    })
}

/** Code in a sentence that names a file of ours, or a script of package.json, that is not there. */
function brokenNames({ path, tokens }: Page): string[] {
  return tokensOf(tokens, 'codespan').flatMap(({ text }) => {
    const script = /^npm run (?:--silent |-s )?([\w:-]+)/.exec(text)?.[1]
    if (script && !scriptNames.has(script)) return [`${path}: \`${text}\`: no such script`]
    const file =
      /^(?:node )?((?:src|schema|test|docs|scripts|sandbox|prisma|deploy|client-examples|bench|seed)\/[\w./*-]*\w)$/.exec(
        text,
      )?.[1]
    if (!file || /NAME|node_modules/.test(file) || isThere(file, path)) return []
    return [`${path}: \`${text}\`: no such file`]
  })
}

/** From the root of the project, or from the page's own folder. */
const isThere = (file: string, page: string) =>
  [ROOT, resolve(ROOT, dirname(page))].some((cwd) => globSync(file, { cwd }).length > 0)

it('every link of every page leads to a file and a heading that are there', () => {
  const links = pages.flatMap(({ tokens }) => [...tokensOf(tokens, 'link'), ...tokensOf(tokens, 'image')])
  expect(links.length).toBeGreaterThan(40)
  expect(pages.flatMap(brokenLinks)).toEqual([])
})

it('every file and script that a sentence names is there', () => {
  expect(pages.flatMap(brokenNames)).toEqual([])
})

it('finds a link to a missing file, a missing heading, a missing script', () => {
  const page = pageOf(
    'docs/made-up.md',
    '[a](nowhere.md) [b](security.md#nothing-of-that) [c](security.md#who-asks) `npm run dance` `src/nobody.ts` `src/app.ts`\n\n<img src="images/nothing.png">\n',
  )
  expect(brokenLinks(page)).toEqual([
    'docs/made-up.md: nowhere.md: there is no docs/nowhere.md',
    'docs/made-up.md: security.md#nothing-of-that: docs/security.md has no heading nothing-of-that',
    'docs/made-up.md: images/nothing.png: there is no docs/images/nothing.png',
  ])
  expect(brokenNames(page)).toEqual([
    'docs/made-up.md: `npm run dance`: no such script',
    'docs/made-up.md: `src/nobody.ts`: no such file',
  ])
})
