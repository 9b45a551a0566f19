import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { GatewayProvider } from './gateway/provider.tsx'
import { useSpeech } from './language/speech.ts'
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
  ['/products', lazy(() => import('./pages/catalogue/list-page.tsx'))],
  ['/products/new', lazy(() => import('./pages/catalogue/new-page.tsx'))],
  ['/products/:id', lazy(() => import('./pages/catalogue/product-page.tsx'))],
  ['/categories', lazy(() => import('./pages/catalogue/category-page.tsx'))],
  ['/translations', lazy(() => import('./pages/catalogue/translation-page.tsx'))],
  ['/imports', lazy(() => import('./pages/imports/page.tsx'))],
  ['/imports/:id', lazy(() => import('./pages/imports/import-page.tsx'))],
  ['/prices', lazy(() => import('./pages/prices/page.tsx'))],
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
  const { t } = useSpeech()
  return (
    <GatewayProvider subject={SUBJECT}>
      <ToastProvider>
        <a className="skip" href="#main">
          {t('skip')}
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
                    <h1>{t('noPage')}</h1>
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
