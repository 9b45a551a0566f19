import { Link } from 'wouter'
import { toneOf } from '../../format/tones.ts'
import { count, words } from '../../format/words.ts'
import { Ago } from '../../ui/ago.tsx'
import { Figures } from '../../ui/figures.tsx'

interface Props {
  readonly shop: {
    readonly id: string
    readonly status: string
    readonly tokenExpiresAt?: string | null
  }
  readonly failures: number
  readonly unmatched: number
}

export function ShopFigures({ shop, failures, unmatched }: Props) {
  return (
    <Figures
      figures={[
        { name: 'Permission', value: words(shop.status), tone: toneOf(shop.status) },
        { name: 'Permission ends', value: <Ago at={shop.tokenExpiresAt} none="never" /> },
        {
          name: 'Records set aside',
          value: count(failures),
          tone: failures > 0 ? 'warn' : 'plain',
          note: failures > 0 && <Link href={`/failures?shop=${shop.id}&state=open`}>See them</Link>,
        },
        {
          name: 'Listings without SKU',
          value: count(unmatched),
          tone: unmatched > 0 ? 'warn' : 'plain',
          note: unmatched > 0 && <Link href={`/mapping?shop=${shop.id}`}>Match them</Link>,
        },
      ]}
    />
  )
}
