import { Link } from 'wouter'
import { useFresh } from '../../gateway/use-fresh.ts'
import { usePage } from '../../gateway/use-page.ts'
import { useParam } from '../../gateway/use-param.ts'
import { graphql, type ProductStatus } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { SelectInput, TextInput } from '../../ui/inputs.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Pager } from '../../ui/pager.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useSettled } from '../../ui/use-settled.ts'
import { ProductTable } from './product-table.tsx'
import { choicesOf, useCategories } from './use-categories.ts'

const PRODUCT_LIST = graphql(`
  query ProductList(
    $first: Int, $after: String, $last: Int, $before: String, $filter: ProductFilter, $locale: String!
  ) {
    products(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      totalCount
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes {
        id status version updatedAt
        title(locale: $locale)
        titles { locale text }
        price { amount currency }
        media { url status }
        categories { id name(locale: $locale) }
        skus { id code }
      }
    }
  }
`)

const STATUSES: readonly ProductStatus[] = ['ACTIVE', 'DRAFT', 'ARCHIVED']
const PAGE = 20

export default function ProductListPage() {
  const { t, locale } = useSpeech()
  const [search, setSearch] = useParam('search')
  const [status, setStatus] = useParam<ProductStatus>('status')
  const [category, setCategory] = useParam('category')
  const { tree } = useCategories()
  const wanted = useSettled(search).trim()
  const filter = {
    statuses: status ? [status] : [...STATUSES],
    ...(wanted && { search: wanted.slice(0, 100) }),
    ...(category && { categoryIds: [category] }),
  }
  const products = useFresh(PRODUCT_LIST, { ...usePage(PAGE), filter, locale })
  const isNarrowed = Boolean(wanted || status || category)
  return (
    <Page
      title={t('products')}
      lead={t('productsLead')}
      actions={
        <>
          <Link href="/imports" className="button">
            {t('imports')}
          </Link>
          <Link href="/products/new" className="button button-primary">
            {t('newProduct')}
          </Link>
        </>
      }
    >
      <div className="filters">
        <TextInput
          label={t('search')}
          type="search"
          value={search}
          onChange={setSearch}
          placeholder={t('searchHint')}
        />
        <SelectInput
          label={t('state')}
          value={status}
          onChange={setStatus}
          any={t('all')}
          choices={STATUSES.map((value) => ({ value, label: t(value) }))}
        />
        <SelectInput
          label={t('category')}
          value={category}
          onChange={setCategory}
          any={t('all')}
          choices={choicesOf(tree)}
        />
      </div>
      <Panel flush>
        <Loaded of={products} lines={12}>
          {({ products: page }) =>
            page && (
              <>
                <ProductTable
                  products={page.nodes}
                  empty={t(isNarrowed ? 'noProducts' : 'noProductsYet')}
                  onChanged={products.refresh}
                />
                <Pager info={page.pageInfo} total={page.totalCount} />
              </>
            )
          }
        </Loaded>
      </Panel>
    </Page>
  )
}
