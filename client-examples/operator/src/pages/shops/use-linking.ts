import { useCallback, useEffect, useRef, useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { graphql, type Platform } from '../../graph.ts'
import { useToast } from '../../ui/toast.tsx'
import type { ShopRow } from './shop-table.tsx'

const BEGIN_LINK = graphql(`
  mutation BeginLink($platform: Platform!) {
    beginShopLink(input: { platform: $platform }) {
      authorizeUrl
      userErrors { code field message }
    }
  }
`)

const LOOK_EVERY_MS = 1_000

/** Changes when a platform's shop is relinked: another shop, another state, or a later end of its permission. */
const traceOf = (shops: readonly ShopRow[] | undefined, platform: Platform) =>
  (shops ?? [])
    .filter((shop) => shop.platform === platform && shop.status === 'LINKED')
    .map(({ id, tokenExpiresAt }) => `${id} ${tokenExpiresAt}`)
    .join()

/**
 * The way through the platform's pages: a window opens, the callback of the gateway ends it, and the list of shops tells
 * that it worked. No word passes between the windows, so the platform's pages can be what they are; the callback's page
 * cuts itself off from this one, shows the outcome, and is closed by the user.
 */
export function useLinking(shops: readonly ShopRow[] | undefined, refresh: () => void) {
  const { run, busy } = useAction(BEGIN_LINK)
  const toast = useToast()
  const [waitingFor, setWaitingFor] = useState<Platform | null>(null)
  const popup = useRef<Window | null>(null)
  const before = useRef('')
  const done = useRef<((linked: boolean) => void) | null>(null)

  const end = useCallback((linked: boolean) => {
    setWaitingFor(null)
    done.current?.(linked)
    done.current = null
  }, [])

  const begin = async (platform: Platform): Promise<boolean> => {
    // Opened by the press itself: browsers stop windows that open later.
    popup.current = open('', 'link-shop', 'popup,width=560,height=720')
    const answer = await run({ platform })
    const url = answer?.authorizeUrl
    if (!url) {
      popup.current?.close()
      return false
    }
    before.current = traceOf(shops, platform)
    if (popup.current) popup.current.location.href = url
    else location.assign(url)
    setWaitingFor(platform)
    return new Promise((resolve) => {
      done.current = resolve
    })
  }

  useEffect(() => {
    if (!waitingFor) return
    const timer = setInterval(refresh, LOOK_EVERY_MS)
    return () => clearInterval(timer)
  }, [waitingFor, refresh])

  useEffect(() => {
    if (!waitingFor || traceOf(shops, waitingFor) === before.current) return
    toast('good', 'The shop is linked.')
    end(true)
  }, [waitingFor, shops, toast, end])

  return { begin, busy, waitingFor, cancel: useCallback(() => end(false), [end]) }
}
