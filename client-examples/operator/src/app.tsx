import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { GatewayProvider } from './gateway/provider.tsx'
import { OfflineNotice } from './shell/connection.tsx'
import { Side } from './shell/side.tsx'
import { ToastProvider } from './ui/toast.tsx'

/** Name in the ledger. In production it comes from the identity provider with the token. */
const SUBJECT = 'dev-operator'

// One part of the program per page: the charts are loaded by the pages that draw.
const ROUTES = [
  ['/', lazy(() => import('./pages/overview/page.tsx'))],
  ['/alerts', lazy(() => import('./pages/alerts/page.tsx'))],
  ['/alerts/sync', lazy(() => import('./pages/alerts/sync-page.tsx'))],
  ['/purchases', lazy(() => import('./pages/purchases/page.tsx'))],
  ['/orders', lazy(() => import('./pages/orders/page.tsx'))],
  ['/orders/:id', lazy(() => import('./pages/orders/order-page.tsx'))],
  ['/stock', lazy(() => import('./pages/stock/page.tsx'))],
  ['/stock/count', lazy(() => import('./pages/stock/stocktake-page.tsx'))],
  ['/stock/sku/:id', lazy(() => import('./pages/stock/sku-page.tsx'))],
  ['/shops', lazy(() => import('./pages/shops/page.tsx'))],
  ['/shops/:id', lazy(() => import('./pages/shops/shop-page.tsx'))],
  ['/failures', lazy(() => import('./pages/failures/page.tsx'))],
  ['/mapping', lazy(() => import('./pages/mapping/sku-page.tsx'))],
  ['/mapping/fields', lazy(() => import('./pages/mapping/field-page.tsx'))],
  ['/reconciliation', lazy(() => import('./pages/reconciliation/page.tsx'))],
] as const

export function App() {
  return (
    <GatewayProvider subject={SUBJECT}>
      <ToastProvider>
        <a className="skip" href="#main">
          Skip to the page
        </a>
        <div className="shell">
          <Side />
          <div>
            <OfflineNotice />
            <main id="main" className="main" tabIndex={-1}>
              <Suspense fallback={null}>
                <Switch>
                  {ROUTES.map(([path, component]) => (
                    <Route key={path} path={path} component={component} />
                  ))}
                  <Route>
                    <h1>There is no such page</h1>
                  </Route>
                </Switch>
              </Suspense>
            </main>
          </div>
        </div>
      </ToastProvider>
    </GatewayProvider>
  )
}
