import { useQuery } from 'urql'
import { Redirect, useParams, useSearchParams } from 'wouter'
import { ProductAddressDocument } from '../../../generated/storefront/graphql.ts'
import { routeId } from '../../../shared-web/route/route-id.ts'
import { NotFound } from '../parts/not-found.tsx'
import { Problem } from '../parts/problem.tsx'
import { PageSkeleton } from '../parts/skeleton.tsx'
import { productAddress } from './address.ts'

/** Links by the id of a product, as the shop had them before: they lead to its page. */
export default function OldAddress() {
  const id = routeId(useParams<{ id: string }>().id)
  const [params] = useSearchParams()
  const [{ data, error }, ask] = useQuery({ query: ProductAddressDocument, variables: { id } })
  if (data?.product)
    return <Redirect to={productAddress(data.product, params.get('sku') ?? undefined)} replace />
  if (data || error?.graphQLErrors.some(({ extensions }) => extensions.code === 'BAD_USER_INPUT'))
    return <NotFound />
  if (error) return <Problem error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  return <PageSkeleton />
}
