import { useCallback, useEffect, useMemo, useState } from 'react'
import { useClient } from 'urql'
import { CartItemDocument, type ItemOfferFragment } from '../../../generated/storefront/graphql.ts'
import type { ItemRef } from '../item/platforms.ts'
import { useAskedIn } from '../settings/use-asked-in.ts'

/** Undefined: it could not be read; null: there is none any more. */
type Reading = ItemOfferFragment | null | undefined

interface CartItems {
  /** By `itemKey`; null while one is still being read. */
  readonly items: ReadonlyMap<string, Reading> | null
  readonly retry: () => void
}

export const itemKey = ({ platform, externalId }: ItemRef): string => `${platform} ${externalId}`

/** Items of marketplaces as they are now, each read for itself: one that fails leaves the others. */
export function useCartItems(refs: readonly ItemRef[]): CartItems {
  const client = useClient()
  const { ready, locale, currency } = useAskedIn()
  const [items, setItems] = useState<ReadonlyMap<string, Reading> | null>(null)
  const [turn, setTurn] = useState(0)
  const keys = refs.map(itemKey).join('\n')
  const wanted = useMemo(() => [...new Map(refs.map((ref) => [itemKey(ref), ref])).values()], [keys])
  useEffect(() => {
    if (!ready) return
    let isCurrent = true
    const read = async ({ platform, externalId }: ItemRef) => {
      const variables = { platform, externalId, locale, currency }
      const { data, error } = await client
        .query(CartItemDocument, variables, { requestPolicy: 'network-only' })
        .toPromise()
      return error ? undefined : (data?.marketplaceItem ?? null)
    }
    void Promise.all(wanted.map(async (ref) => [itemKey(ref), await read(ref)] as const)).then((read) => {
      if (isCurrent) setItems(new Map(read))
    })
    return () => {
      isCurrent = false
    }
  }, [client, wanted, ready, locale, currency, turn])
  const retry = useCallback(() => setTurn((now) => now + 1), [])
  return { items: wanted.length === 0 ? NONE : items, retry }
}

const NONE: ReadonlyMap<string, Reading> = new Map()
