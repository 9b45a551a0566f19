import { type DocumentNode, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { GraphContext } from '../../schema/context.ts'
import type { Connection } from './connection.ts'
import type { DocumentCache } from './document-cache.ts'
import type { Admission } from './limits/admission.ts'
import { documentTooLong, limitExceeded, nulInText, tooManyTokens } from './limits/limit-error.ts'
import type { Limits } from './limits/limits.ts'
import { nestingOf } from './limits/nesting.ts'
import type { TrustedDocuments } from './trusted-documents.ts'

/** The escapes of a NUL in a string of a document; a raw one can't be in it. */
const NUL = /\\u(0000|\{0+\})/

export interface DocumentsDeps {
  readonly cache: DocumentCache
  readonly admission: Pick<Admission, 'checkDocument'>
  readonly limits: Limits
  readonly trusted: Pick<TrustedDocuments, 'knows'>
}

/** Parses and validates texts for all transports. Documents that were admitted before come from the cache. */
export function useDocuments({ cache, admission, limits, trusted }: DocumentsDeps): Plugin {
  return {
    onParse({ params, context, setParsedDocument, setParseFn, parseFn }) {
      const text = String((params.source as { body?: string }).body ?? params.source)
      const known = cache.get(text)
      if (known) return setParsedDocument(known)
      const { connection } = context as unknown as GraphContext & { connection: Connection }
      const isAnonymous = connection.viewer.role === 'anonymous'
      const longest = isAnonymous ? limits.anonymousDocumentLength : limits.documentLength
      setParseFn(() => {
        if (text.length > longest && !trusted.knows(text)) throw documentTooLong(text.length, longest)
        checkText(text, limits)
        const document = parsed(() => parseFn(text, { ...params.options, maxTokens: limits.tokens }), limits)
        admission.checkDocument(document)
        return document
      })
    },
    onValidate({ params, setResult }) {
      if (cache.has(params.documentAST)) setResult([])
    },
  }
}

function checkText(text: string, limits: Limits): void {
  if (NUL.test(text)) throw nulInText()
  const nesting = nestingOf(text)
  if (nesting > limits.nesting) throw limitExceeded('brackets inside each other', nesting, limits.nesting)
}

/** The one place where a syntax error gets its code, and its status over HTTP. @throws GraphQLError */
function parsed(parse: () => unknown, limits: Limits): DocumentNode {
  try {
    return parse() as DocumentNode
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    if (/tokens\. Parsing aborted/.test(error.message)) throw tooManyTokens(limits.tokens)
    const { message, source = null, positions = null } = error
    throw new GraphQLError(message, {
      source: source ?? null,
      positions: positions ?? null,
      extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
    })
  }
}
