import { describe, expect, it } from 'vitest'
import { isPublicAddress, webhookUrlProblem } from './public-address.ts'

describe('a public address', () => {
  it.each([
    ['8.8.8.8', true],
    ['223.5.5.5', true],
    ['2606:4700:4700::1111', true],
    ['127.0.0.1', false],
    ['127.255.0.3', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['64:ff9b::7f00:1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['2002:7f00:1::', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isPublicAddress(address)).toBe(expected)
  })
})

describe('an address to post to', () => {
  it.each([
    ['https://example.com/alerts', null],
    ['http://example.com:8080/alerts?x=1', null],
    ['https://8.8.8.8/', null],
    ['ftp://example.com/', 'begin with https'],
    ['file:///etc/passwd', 'begin with https'],
    ['example.com', 'is not an address'],
    ['https://user:secret@example.com/', 'without user'],
    ['http://127.0.0.1/', 'public internet'],
    ['http://2130706433/', 'public internet'],
    ['http://0x7f.1/', 'public internet'],
    ['http://[::1]/', 'public internet'],
    ['http://[::ffff:10.0.0.1]/', 'public internet'],
    ['http://localhost:4000/', 'public internet'],
    ['http://LOCALHOST./', 'public internet'],
    ['http://metadata.google.internal/', 'public internet'],
    ['http://169.254.169.254/latest', 'public internet'],
  ])('%s: %s', (url, problem) => {
    const found = webhookUrlProblem(url, { allowPrivate: false })
    if (problem === null) expect(found).toBeNull()
    else expect(found).toContain(problem)
  })

  it('may be private where that is allowed, but not of another protocol', () => {
    expect(webhookUrlProblem('http://127.0.0.1:9/', { allowPrivate: true })).toBeNull()
    expect(webhookUrlProblem('gopher://127.0.0.1:9/', { allowPrivate: true })).toContain('https')
  })
})
