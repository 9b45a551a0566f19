import { beginFirst, readState, type StoredState } from '../../store/sync-state.ts'
import type { RunContext } from '../runs/run-context.ts'
import { planWindows, readsByWindow } from './plan-windows.ts'
import { readWindow, type Source } from './read-windows.ts'

/**
 * Reads a kind that has a cursor up to now, window by window. Interrupted at any point, the next run goes on with
 * the window that was not finished.
 */
export async function readShop<T>(run: RunContext, source: Source<T>): Promise<void> {
  const { deps, shop, kind, connector, signal } = run
  let state = await readState(deps.prisma, shop.shopId, kind)
  const policy = deps.kinds[kind]
  const now = deps.now()
  if (!readsByWindow(kind, connector.supports)) {
    await readWindow(run, source, { window: null, cursor: { state, to: now }, progress: 1 })
    return
  }
  const longest = kind === 'PRODUCTS' ? null : connector.limits.orderWindowMs
  const { windows, until } = planWindows(state, policy, now, longest)
  const first = state.cursor === null && windows[0]
  if (first) {
    await beginFirst(deps.prisma, state, first.from, until)
    state = { ...state, firstFrom: first.from, firstUntil: until }
  }
  for (const window of windows) {
    signal.throwIfAborted()
    const to = state.cursor && state.cursor > window.to ? state.cursor : window.to
    await readWindow(run, source, {
      window,
      cursor: { state, to },
      progress: progressOf(state, window.to),
    })
    state = { ...state, cursor: to }
  }
}

/** Of a first synchronisation, over all its runs; null for a later one, which is over at once. */
function progressOf({ firstFrom, firstUntil }: StoredState, at: Date): number | null {
  if (!firstFrom || !firstUntil || firstUntil <= firstFrom) return null
  const share = (at.getTime() - firstFrom.getTime()) / (firstUntil.getTime() - firstFrom.getTime())
  return Math.max(0, Math.min(1, share))
}
