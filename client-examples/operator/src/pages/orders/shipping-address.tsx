import { Panel } from '../../ui/panel.tsx'
import type { Order } from './order-page.tsx'

export function ShippingAddress({ address }: { address: NonNullable<Order['shippingAddress']> }) {
  const { name, phone, line1, line2, city, region, postalCode, country } = address
  return (
    <Panel title="Goes to">
      <address className="address">
        <strong>{name}</strong>
        <span>{line1}</span>
        {line2 && <span>{line2}</span>}
        <span>
          {[[postalCode, city].filter(Boolean).join(' '), region, country].filter(Boolean).join(', ')}
        </span>
        <span className="soft">{phone}</span>
      </address>
    </Panel>
  )
}
