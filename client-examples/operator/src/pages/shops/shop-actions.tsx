import { useAction } from '../../gateway/use-action.ts'
import type { Platform, ShopStatus } from '../../graph.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import type { ShopRow } from './shop-table.tsx'
import { useLinking } from './use-linking.ts'

const UNLINK = graphql(`
  mutation Unlink($id: ID!) {
    unlinkShop(input: { id: $id }) {
      shop { id status statusReason tokenExpiresAt }
      userErrors { code field message }
    }
  }
`)

interface Props {
  readonly shop: {
    readonly id: string
    readonly name: string
    readonly platform: Platform
    readonly status: ShopStatus
    readonly tokenExpiresAt?: string | null
  }
  readonly onChange: () => void
}

export function ShopActions({ shop, onChange }: Props) {
  const { id, name, platform, status } = shop
  const unlink = useAction(UNLINK)
  const { begin, waitingFor, busy } = useLinking([shop as ShopRow], onChange)
  return (
    <>
      <Button
        look={status === 'LINKED' ? 'plain' : 'primary'}
        busy={busy || waitingFor !== null}
        onClick={() => void begin(platform)}
      >
        {waitingFor ? 'Waiting for the platform' : 'Authorize again'}
      </Button>
      {status !== 'UNLINKED' && (
        <ConfirmButton
          label="Unlink"
          title={`Unlink ${name}?`}
          busy={unlink.busy}
          onConfirm={() => unlink.run({ id }, `${name} is unlinked.`)}
        >
          <p>
            Its tokens are forgotten and its synchronisation stops. Its orders, listings and history stay.
          </p>
        </ConfirmButton>
      )}
    </>
  )
}
