import { expect, it } from 'vitest'
import { webLink } from '../../client-examples/shared-web/link/web-link.ts'

it.each(['https://item.jd.com/1.html', 'http://a.example/'])('links to %s', (address) => {
  expect(webLink(address)).toBe(address)
})

it.each([
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  '//a.example',
  'http',
  '',
  null,
  undefined,
])('makes no link of %j', (address) => {
  expect(webLink(address)).toBeNull()
})
