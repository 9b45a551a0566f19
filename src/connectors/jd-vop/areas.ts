import { z } from 'zod'
import type { ShopCredentials } from '../credentials.ts'
import type { PurchaseAddress } from '../purchasing.ts'
import { int } from '../wire.ts'
import type { VopClient } from './client.ts'

export type AreaIds = readonly [number, number, number, number]

const areas = z.object({
  provinceId: int,
  cityId: int,
  countyId: int.catch(0),
  townId: int.catch(0),
})

/** JD delivers to numbered areas of four levels (0 where there is none); the text is turned into them by JD itself. */
export async function areaIdsOf(
  client: VopClient,
  shop: ShopCredentials,
  address: PurchaseAddress,
  signal?: AbortSignal,
): Promise<AreaIds> {
  if (address.jdAreaIds) return address.jdAreaIds
  const text = [address.province, address.city, address.district, address.town ?? '', address.address].join(
    '',
  )
  const found = await client.call({
    shop,
    method: 'area/getJDAddressFromAddress',
    params: { address: text },
    answer: areas,
    signal,
  })
  return [found.provinceId, found.cityId, found.countyId, found.townId]
}

/** As the order calls name them. */
export const areaParams = ([province, city, county, town]: AreaIds) => ({ province, city, county, town })
