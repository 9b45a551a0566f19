import { useMemo } from 'react'
import { type Fresh, useFresh } from '../../gateway/use-fresh.ts'
import { type CategoryTreeQuery, graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'

const CATEGORY_TREE = graphql(`
  query CategoryTree($locale: String!) {
    categories {
      id slug productCount
      name(locale: $locale)
      names { locale text }
      parent { id }
    }
  }
`)

export type Category = CategoryTreeQuery['categories'][number]

/** A category and its depth: 0 at the top. */
export interface Placed {
  readonly category: Category
  readonly depth: number
}

/** All of them, each after its parent. */
function inTree(categories: readonly Category[]): Placed[] {
  const known = new Set(categories.map(({ id }) => id))
  const below = (parentId: string | null, depth: number): Placed[] =>
    categories
      .filter(({ parent }) => (parent && known.has(parent.id) ? parent.id : null) === parentId)
      .flatMap((category) => [{ category, depth }, ...below(category.id, depth + 1)])
  return below(null, 0)
}

export function useCategories(): Fresh<CategoryTreeQuery> & { readonly tree: readonly Placed[] } {
  const { locale } = useSpeech()
  const fresh = useFresh(CATEGORY_TREE, { locale })
  const tree = useMemo(() => inTree(fresh.data?.categories ?? []), [fresh.data])
  return { ...fresh, tree }
}

/** To choose one of them from a list. */
export const choicesOf = (tree: readonly Placed[]) =>
  tree.map(({ category: { id, name }, depth }) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` }))
