import type { Block } from './pages.ts'

/** What a block takes for granted: names that its page has introduced, and what the reader's own program has. */
const PRELUDES: Readonly<Record<string, string>> = {
  'client-examples/mobile-stock/README.md ts': `
    import { followAppState, StockClient, type AppStateLike, type StorageLike } from '@project/client-examples/mobile-stock/index.ts'
    declare const skuIds: string[]
    declare const AsyncStorage: StorageLike
    declare const AppState: AppStateLike
    declare function token(stale: boolean): Promise<string>
    declare const expiresAt: number`,
  'client-examples/mobile-stock/README.md tsx': `
    import { useMemo, useSyncExternalStore, type CSSProperties, type ReactNode } from 'react'
    import { makeUseStock, skuStore, type StockClient } from '@project/client-examples/mobile-stock/index.ts'
    declare const stock: StockClient
    declare const styles: { readonly grey: CSSProperties }
    declare function Text(props: { readonly style: CSSProperties | null; readonly children: ReactNode }): ReactNode`,
}

export const preludeOf = ({ page, kind }: Block): string => PRELUDES[`${page} ${kind}`] ?? ''
