import { GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { z } from 'zod'
import type { Viewer } from '../domain/viewer.ts'

/** `allow`: documents of the file may be asked for by their hash. `only`: nothing else is answered. */
export type TrustMode = 'off' | 'allow' | 'only'

/** A request's reference to its document, over any transport. */
export interface AskedDocument {
  readonly query?: string | null | undefined
  /** As codegen's clients send it, and the specification of persisted documents over HTTP. */
  readonly documentId?: unknown
  /** `persistedQuery.sha256Hash` of Apollo's clients. */
  readonly extensions?: unknown
}

export interface TrustedDocuments {
  /** The text to run. @throws GraphQLError when there is none, or this viewer may not send texts */
  textOf(asked: AskedDocument, viewer: Viewer): string
  /** Whether the text is one of those of the file, which may be longer than what clients send. */
  knows(text: string): boolean
}

/** The file can't be used; `message` says why. */
export class UnusableDocuments extends Error {}

const Manifest = z.record(z.string().min(1).max(200), z.string().min(1))
const Extensions = z.object({ persistedQuery: z.object({ sha256Hash: z.string() }) })
const SHA256 = 'sha256:'

/** Codegen's manifest as parsed JSON: hash to document. Each document is checked against the schema. @throws UnusableDocuments */
export function readManifest(json: unknown, schema: GraphQLSchema): ReadonlyMap<string, string> {
  const manifest = Manifest.safeParse(json)
  if (!manifest.success) throw new UnusableDocuments('it is not a JSON object of hashes and documents')
  const documents = new Map<string, string>()
  for (const [id, text] of Object.entries(manifest.data)) {
    const wrong = mistakeIn(text, schema)
    if (wrong) throw new UnusableDocuments(`its document ${id} is not one of this graph: ${wrong}`)
    documents.set(plain(id), text)
  }
  return documents
}

/** Clients write the algorithm in front of the hash, or don't. */
const plain = (id: string) => (id.startsWith(SHA256) ? id.slice(SHA256.length) : id)

function mistakeIn(text: string, schema: GraphQLSchema): string | null {
  try {
    const document = parse(text)
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length
    if (operations !== 1) return `it has ${operations} operations instead of one`
    return validate(schema, document)[0]?.message ?? null
  } catch (error) {
    return (error as Error).message
  }
}

export function trustedDocuments(mode: TrustMode, documents: ReadonlyMap<string, string>): TrustedDocuments {
  const texts = new Set(documents.values())
  return {
    knows: (text) => texts.has(text),
    textOf(asked, viewer) {
      const id = idOf(asked)
      const text = id === null ? undefined : documents.get(plain(id))
      if (text !== undefined && mode !== 'off') return text
      const maySend = mode !== 'only' || mayExplore(viewer)
      if (asked.query && maySend) return asked.query
      if (id === null && !maySend)
        throw refusal(
          'TRUSTED_DOCUMENT_REQUIRED',
          403,
          'Only documents that are known here are answered: send documentId.',
        )
      if (id !== null && mode === 'off')
        throw refusal(
          'PERSISTED_QUERY_NOT_SUPPORTED',
          400,
          'No documents are kept here: send the query itself.',
        )
      if (id !== null)
        throw refusal('PERSISTED_QUERY_NOT_FOUND', 404, 'No document of this id is known here.')
      // If it is missing, the parser of the query says so.
      return asked.query ?? ''
    },
  }
}

/** Every text is taken: nothing else is known. */
export const ANY_DOCUMENT = trustedDocuments('off', new Map())

/** Those who may look at the schema ask what they like, and our own workers know what they do. */
function mayExplore({ role }: Viewer): boolean {
  return role === 'analyst' || role === 'operator' || role === 'worker'
}

function idOf({ documentId, extensions }: AskedDocument): string | null {
  if (typeof documentId === 'string') return documentId
  const parsed = Extensions.safeParse(extensions)
  return parsed.success ? parsed.data.persistedQuery.sha256Hash : null
}

function refusal(code: string, status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } })
}

/** For POST, GET and SSE. Behind the plugin that says who asks. */
export function useTrustedDocuments(documents: TrustedDocuments): Plugin {
  return {
    onParams({ request, params, setParams, context }) {
      const { documentId = inAddress(request), ...others } = params as typeof params & AskedDocument
      const { connection } = context as unknown as { connection: { viewer: Viewer } }
      const query = documents.textOf({ ...others, documentId }, connection.viewer)
      // An absent query stays absent: Yoga says what is wrong with it.
      if (query !== '' || documentId !== undefined) setParams({ ...others, query })
    },
  }
}

function inAddress({ method, url }: Request): string | undefined {
  if (method !== 'GET' || !url.includes('documentId=')) return undefined
  return new URL(url).searchParams.get('documentId') ?? undefined
}
