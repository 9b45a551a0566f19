import { useState } from 'react'
import { words } from '../../format/words.ts'
import type { Platform } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { ShopRow } from './shop-table.tsx'
import { useLinking } from './use-linking.ts'

const PLATFORMS: readonly Platform[] = ['TAOBAO', 'JD', 'ALIBABA_1688']

interface Props {
  readonly shops: readonly ShopRow[] | undefined
  readonly onChange: () => void
}

/** Links a shop: its owner agrees in a window of the platform, and the list shows it when that is done. */
export function LinkShop({ shops, onChange }: Props) {
  const [choosing, setChoosing] = useState(false)
  const { begin, waitingFor, cancel, busy } = useLinking(shops, onChange)
  const close = () => {
    cancel()
    setChoosing(false)
  }
  return (
    <>
      <Button look="primary" onClick={() => setChoosing(true)}>
        Link a shop
      </Button>
      {choosing && (
        <Dialog title="Link a shop" onClose={close}>
          {waitingFor ? (
            <>
              <p role="status">
                A window of {words(waitingFor)} has opened. Its shop's owner logs in there and agrees; this
                page notices when it is done.
              </p>
              <progress className="progress" aria-label="Waiting for the platform" />
            </>
          ) : (
            <>
              <p>The shop's owner agrees on a page of the platform. Which one?</p>
              <div className="row">
                {PLATFORMS.map((platform) => (
                  <Button
                    key={platform}
                    busy={busy}
                    onClick={() => void begin(platform).then((ok) => ok && close())}
                  >
                    {words(platform)}
                  </Button>
                ))}
              </div>
            </>
          )}
        </Dialog>
      )}
    </>
  )
}
