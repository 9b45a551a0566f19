import { describe, expect, it } from 'vitest'
import { nestingOf } from './nesting.ts'

describe('the nesting of a document', () => {
  it.each([
    ['', 0],
    ['{ viewer { role } }', 2],
    ['{ a b { c } d(x: { y: [1, [2]] }) { e } }', 5],
    ['{ a(text: "{{[[((") }', 2],
    ['{ a(text: "\\"{{{") }', 2],
    ['{ a(text: """ { " \\""" { """) { b } }', 2],
    ['# {{{{\n{ a }', 1],
    ['{ a(x: [[[', 5],
    ['{ a(x: [1]) { b(y: [2]) } }', 4],
    ['{ a(text: """ {\n{ """) { b } }', 2],
    ['{ a(text: """\n{{{', 2],
    ['}}}{ a }', 1],
    ['{ a(text: "never closed {{{\n { b } }', 3],
  ])('of %s is %s', (document, nesting) => {
    expect(nestingOf(document)).toBe(nesting)
  })

  it('is found in a megabyte of brackets and in a megabyte of text', () => {
    expect(nestingOf('['.repeat(1_000_000))).toBe(1_000_000)
    expect(nestingOf(`{ a(text: "${'{'.repeat(1_000_000)}") }`)).toBe(2)
    expect(nestingOf(`{ a(text: """${'"{'.repeat(500_000)}""") }`)).toBe(2)
  })
})
