import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { lexer, type Token, type Tokens, walkTokens } from 'marked'

export const ROOT = resolve(import.meta.dirname, '../../..')

/** A Markdown page of the project. */
export interface Page {
  /** From the root of the project, such as docs/tutorial.md. */
  readonly path: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly blocks: readonly Block[]
}

/** A fenced block: ```kind note note. */
export interface Block {
  readonly page: string
  /** Of the opening fence, from 1. */
  readonly line: number
  readonly kind: string
  /** What follows the kind behind the fence: for the tests, GitHub shows nothing of it. */
  readonly notes: readonly string[]
  readonly text: string
}

/** Every page of ours, in the order of their paths. */
export function allPages(): readonly Page[] {
  return globSync('**/*.md', { cwd: ROOT, exclude: (name) => /(^|\/)(node_modules|\.data)$/.test(name) })
    .sort()
    .map((path) => pageOf(path, readFileSync(resolve(ROOT, path), 'utf8')))
}

export function pageOf(path: string, text: string): Page {
  const tokens = lexer(text)
  const codes = tokensOf(tokens, 'code').filter(isFenced)
  const fences = openingLines(text)
  if (fences.length !== codes.length)
    throw new Error(`${path} has ${fences.length} opening fences and ${codes.length} blocks`)
  const blocks = codes.map(({ lang = '', text: code }, at) => {
    const [kind = '', ...notes] = lang.split(/\s+/)
    return { page: path, line: fences[at] ?? 0, kind, notes, text: code }
  })
  return { path, text, tokens, blocks }
}

/** All tokens of a type, those inside lists, tables and quotations too. */
export function tokensOf<Type extends Tokens.Generic['type']>(
  tokens: readonly Token[],
  type: Type,
): Extract<Token, { type: Type }>[] {
  const found: Extract<Token, { type: Type }>[] = []
  walkTokens(tokens as Token[], (token) => {
    if (token.type === type) found.push(token as Extract<Token, { type: Type }>)
  })
  return found
}

export const isFenced = ({ codeBlockStyle }: Tokens.Code) => codeBlockStyle !== 'indented'

/** The lines on which fences open: every second one. */
function openingLines(text: string): readonly number[] {
  return text
    .split('\n')
    .flatMap((line, index) => (/^\s*(```|~~~)/.test(line) ? [index + 1] : []))
    .filter((_line, index) => index % 2 === 0)
}
