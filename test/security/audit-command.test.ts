import { existsSync, readFileSync } from 'node:fs'
import { serverAudits } from 'graphql-http'
import { describe, expect, it } from 'vitest'
import { judge } from '../../scripts/audit/advisories.ts'
import { checklists, judgeList, owaspFiles, type TestResult } from '../../scripts/audit/checks.ts'

const advisory = (name: string, id: string) => ({
  name,
  via: [{ title: 'Prototype pollution', url: `https://github.com/advisories/${id}`, severity: 'high' }],
})
const report = (...found: ReturnType<typeof advisory>[]) =>
  JSON.stringify({
    vulnerabilities: {
      ...Object.fromEntries(found.map((one) => [one.name, one])),
      // Depends on the others, and has nothing of its own.
      ...(found.length > 0 && { parent: { name: 'parent', via: found.map(({ name }) => name) } }),
    },
    metadata: { dependencies: { total: 300 } },
  })

describe('advisories', () => {
  it('that are none are clean', () => {
    expect(judge(report(), '')).toEqual({ kind: 'clean', packages: 300 })
  })

  it('are found unless the page explains each', () => {
    const two = report(advisory('a', 'GHSA-aaaa-bbbb-cccc'), advisory('b', 'GHSA-dddd-eeee-ffff'))
    expect(judge(two, 'GHSA-aaaa-bbbb-cccc: not reached')).toEqual({
      kind: 'found',
      unexplained: ['b: Prototype pollution (high, https://github.com/advisories/GHSA-dddd-eeee-ffff)'],
    })
    const both = judge(two, 'GHSA-aaaa-bbbb-cccc, GHSA-dddd-eeee-ffff: not reached')
    expect(both).toMatchObject({ kind: 'explained', explained: { length: 2 } })
  })

  it.each([
    [
      '{"message":"405 Method Not Allowed - POST https://registry.example.com/bulk"}',
      '405 Method Not Allowed - POST the registry',
    ],
    ['', 'npm said nothing'],
    ['<html>', 'npm said nothing'],
    ['{"vulnerabilities":{}}', 'npm said nothing'],
  ])('are not known after %s', (json, why) => {
    expect(judge(json, '')).toEqual({ kind: 'no answer', why })
  })
})

it('every audit of graphql-http is an item of its list', () => {
  const [list] = checklists(readFileSync('docs/security.md', 'utf8'), '.')
  const titles = serverAudits({ url: '' }).map(({ id, name }) => `${id} ${name}`)
  expect(titles).toHaveLength(61)
  expect(titles.filter((title) => !list?.items?.test(title))).toEqual([])
})

describe('a list', () => {
  const result: TestResult = {
    testResults: [
      {
        name: '/root/a.test.ts',
        assertionResults: [
          { title: '22EB works', fullName: '22EB works', status: 'passed' },
          { title: '22EC fails', fullName: '22EC fails', status: 'failed' },
          { title: '22ED waits', fullName: '22ED waits', status: 'skipped' },
          { title: 'counts', fullName: 'counts', status: 'passed' },
        ],
      },
      { name: '/root/b.test.ts', message: 'broken', assertionResults: [] },
    ],
  }

  it('counts its items alone', () => {
    const list = { name: 'x', files: ['a.test.ts'], items: /^[0-9A-F]{4} / }
    expect(judgeList(list, result, '/root')).toEqual({
      name: 'x',
      passed: 1,
      skipped: 1,
      failed: ['a.test.ts: 22EC fails'],
    })
  })

  it('whose file could not be run, or is not there, has failed', () => {
    const { failed } = judgeList({ name: 'x', files: ['b.test.ts', 'c.test.ts'] }, result, '/root')
    expect(failed).toEqual(['b.test.ts: nothing was run, broken', 'c.test.ts: nothing was run'])
  })
})

it('docs/security.md names tests that exist, for every line of OWASP’s list', () => {
  const page = readFileSync('docs/security.md', 'utf8')
  const files = owaspFiles(page, '.')
  expect(files.length).toBeGreaterThan(12)
  const [, section = ''] = page.split('## OWASP')
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => /^\| [a-zA-Z]/.test(line))
  expect(rows.length).toBeGreaterThan(15)
  expect(rows.slice(1).filter((row) => !row.includes('.test.ts`'))).toEqual([])
  // Elsewhere on the page, too.
  const named = [...page.matchAll(/`((?:src|schema|test)\/[\w./-]+\.test\.ts)`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter((path) => !existsSync(path))).toEqual([])
  expect(() => owaspFiles('## OWASP\n| x | y | `test/no-such.test.ts` |', '.')).toThrow('does not exist')
})
