// schema/schema.graphql and the documents of the examples -> client-examples/generated/<example>, one folder each, so
// that an example carries only its own documents into its bundle, and names need to be unique only within one.
// `npm run codegen` writes, `npm run check:codegen` compares (scripts/codegen.ts).
import type { CodegenConfig } from '@graphql-codegen/cli'
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset'

/** Folders of client-examples that have documents: in `graphql(...)` calls, after a GraphQL comment, in .graphql files. */
export const EXAMPLES = ['storefront', 'operator', 'mobile-stock', 'analyst'] as const

export type Example = (typeof EXAMPLES)[number]

/** What each scalar of the graph is in TypeScript. */
const SCALARS = {
  ID: 'string',
  DateTime: 'string',
  Date: 'string',
  Decimal: 'string',
  // A string beyond 2^53 - 1.
  BigInt: 'number | string',
  CurrencyCode: 'string',
  CountryCode: 'string',
  URL: 'string',
  JSON: 'unknown',
} as const

export const GENERATED = 'client-examples/generated'

/** The configuration for some of the examples; the command line tool takes the default export, which is all of them. */
export function configOf(examples: readonly Example[]): CodegenConfig {
  return {
    schema: 'schema/schema.graphql',
    importExtension: '.ts',
    ignoreNoDocuments: true,
    silent: true,
    generates: Object.fromEntries(examples.map((example) => [`${GENERATED}/${example}/`, outputOf(example)])),
  }
}

function outputOf(example: Example): CodegenConfig['generates'][string] {
  return {
    preset: 'client',
    documents: [`client-examples/${example}/**/*.{ts,tsx,graphql}`, '!**/node_modules/**', '!**/dist/**'],
    // Caches of clients want to know the type of everything; the manifest holds what is really sent.
    documentTransforms: [addTypenameSelectionDocumentTransform],
    presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
    config: {
      useTypeImports: true,
      enumType: 'string-literal',
      strictScalars: true,
      arrayInputCoercion: false,
      scalars: SCALARS,
    },
  }
}

export default configOf(EXAMPLES)
