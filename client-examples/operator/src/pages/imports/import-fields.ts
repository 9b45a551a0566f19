import { graphql, type ImportFieldsFragment } from '../../graph.ts'

/** How far an import is: the same for the list, its page and its feed. */
graphql(`
  fragment ImportFields on CatalogueImport {
    id kind dryRun status total done created updated unchanged failed startedAt finishedAt waitsUntil waitReason error
  }
`)

export type Import = ImportFieldsFragment

/** References of a text, one a line. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
