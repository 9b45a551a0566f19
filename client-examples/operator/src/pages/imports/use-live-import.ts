import { useFeed } from '../../gateway/use-feed.ts'
import { graphql } from '../../graph.ts'
import type { Import } from './import-fields.ts'

const IMPORT_CHANGES = graphql(`
  subscription ImportChanges($id: ID!, $after: String) {
    catalogueImportChanges(importId: $id, after: $after) {
      ... on CatalogueImportChange { cursor catalogueImport { ...ImportFields } }
      ... on FeedGap { cursor }
    }
  }
`)

/** Follows an import while it runs. */
export function useLiveImport(one: Import | null, onMove: (now: Import) => void, onEnd: () => void): void {
  useFeed(IMPORT_CHANGES, one?.status === 'RUNNING' ? { id: one.id } : null, (data) => {
    const event = data.catalogueImportChanges
    if (event.__typename !== 'CatalogueImportChange') return
    onMove(event.catalogueImport)
    if (event.catalogueImport.status !== 'RUNNING') onEnd()
  })
}
