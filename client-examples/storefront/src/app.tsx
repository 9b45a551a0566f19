import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { CataloguePage } from './catalogue/catalogue-page.tsx'
import { GraphProvider } from './graph/graph-provider.tsx'
import { Footer } from './layout/footer.tsx'
import { Header } from './layout/header.tsx'
import { OfflineBanner } from './layout/offline-banner.tsx'
import { Trouble } from './layout/trouble.tsx'
import { useArrival } from './layout/use-arrival.ts'
import { NotFound } from './parts/not-found.tsx'
import { PageSkeleton } from './parts/skeleton.tsx'
import { useTheme } from './settings/use-theme.ts'
import { useWords } from './words/use-words.ts'

// The first page comes with the first load; the others when somebody goes there.
const ProductPage = lazy(() => import('./product/product-page.tsx'))
const OldAddress = lazy(() => import('./product/old-address.tsx'))
const FindPage = lazy(() => import('./item/find-page.tsx'))
const ItemPage = lazy(() => import('./item/item-page.tsx'))
const CartPage = lazy(() => import('./cart/cart-page.tsx'))
const CheckoutPage = lazy(() => import('./checkout/checkout-page.tsx'))
const OrdersPage = lazy(() => import('./orders/orders-page.tsx'))
const OrderPage = lazy(() => import('./orders/order-page.tsx'))
const SignInPage = lazy(() => import('./session/sign-in-page.tsx'))
const BackInStockToasts = lazy(() => import('./layout/back-in-stock-toasts.tsx'))

export function App() {
  useTheme()
  return (
    <GraphProvider>
      <Page />
    </GraphProvider>
  )
}

function Page() {
  const { t } = useWords()
  const main = useArrival()
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Header />
      <OfflineBanner />
      <main id="main" ref={main} tabIndex={-1}>
        <Trouble>
          <Suspense fallback={<PageSkeleton />}>
            <Switch>
              <Route path="/" component={CataloguePage} />
              <Route path="/c/:slug" component={CataloguePage} />
              <Route path="/p/:handle" component={ProductPage} />
              <Route path="/products/:id" component={OldAddress} />
              <Route path="/find" component={FindPage} />
              <Route path="/item/:platform/:id" component={ItemPage} />
              <Route path="/cart" component={CartPage} />
              <Route path="/checkout" component={CheckoutPage} />
              <Route path="/orders" component={OrdersPage} />
              <Route path="/orders/:number" component={OrderPage} />
              <Route path="/sign-in" component={SignInPage} />
              <Route component={NotFound} />
            </Switch>
          </Suspense>
        </Trouble>
      </main>
      <Suspense fallback={null}>
        <BackInStockToasts />
      </Suspense>
      <Footer />
    </>
  )
}
