import { useState } from 'react'
import { Link } from 'wouter'
import { decimalOf } from '../../format/amount.ts'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { graphql, type HeldPricesQuery, type NodeOf } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Ago } from '../../ui/ago.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/inputs.tsx'
import { Table } from '../../ui/table.tsx'

const DECIDE = graphql(`
  mutation DecidePrice($input: DecideHeldPriceInput!) {
    decideHeldPrice(input: $input) {
      sku { id price { amount currency } }
      userErrors { code field message }
    }
  }
`)

type Held = NodeOf<HeldPricesQuery['heldPrices']>

/** Prices that would jump: each is accepted, refused, or set by hand. */
export function HeldTable({ held, onDecided }: { held: readonly Held[]; onDecided: () => void }) {
  const { t, money } = useSpeech()
  const { run, busy } = useAction(DECIDE)
  const [setting, setSetting] = useState<Held | null>(null)
  const decide = async ({ id, sku: { code }, proposed }: Held, decision: 'ACCEPT' | 'KEEP') => {
    const done = decision === 'ACCEPT' ? t('accepted', { code, price: money(proposed) }) : t('kept', { code })
    await run({ input: { id, decision } }, done)
    onDecided()
  }
  return (
    <>
      <Table
        label={t('held')}
        rows={held}
        keyOf={({ id }) => id}
        empty={t('noHeld')}
        columns={[
          {
            head: t('sku'),
            cell: ({ sku: { code, title, product } }) => (
              <>
                <Link href={`/products/${encodeURIComponent(product.id)}`}>{title}</Link>
                <span className="cell-note">
                  <code>{code}</code>
                </span>
              </>
            ),
          },
          {
            head: t('costMoved'),
            number: true,
            tight: true,
            cell: ({ costBefore, costNow }) => `${money(costBefore)} → ${money(costNow)}`,
          },
          { head: t('current'), number: true, tight: true, cell: ({ current }) => money(current) },
          {
            head: t('proposed'),
            number: true,
            tight: true,
            cell: ({ proposed }) => <strong>{money(proposed)}</strong>,
          },
          { head: t('rule'), tight: true, cell: ({ rule }) => rule?.name ?? '–' },
          { head: t('since'), tight: true, cell: ({ heldAt }) => <Ago at={heldAt} /> },
          {
            head: t('do'),
            tight: true,
            quiet: true,
            cell: (one) => (
              <div className="row">
                <Button
                  look="primary"
                  busy={busy}
                  aria-label={`${t('accept')}: ${one.sku.code}`}
                  onClick={() => void decide(one, 'ACCEPT')}
                >
                  {t('accept')}
                </Button>
                <Button
                  busy={busy}
                  aria-label={`${t('keep')}: ${one.sku.code}`}
                  onClick={() => void decide(one, 'KEEP')}
                >
                  {t('keep')}
                </Button>
                <Button
                  busy={busy}
                  aria-label={`${t('setPrice')} ${one.sku.code}`}
                  onClick={() => setSetting(one)}
                >
                  {t('setPrice')}
                </Button>
              </div>
            ),
          },
        ]}
      />
      {setting && <SetDialog held={setting} onClose={() => setSetting(null)} onDecided={onDecided} />}
    </>
  )
}

interface SetProps {
  readonly held: Held
  readonly onClose: () => void
  readonly onDecided: () => void
}

function SetDialog({ held: { id, sku, proposed }, onClose, onDecided }: SetProps) {
  const { t } = useSpeech()
  const { run, busy, refusals } = useAction(DECIDE)
  const [amount, setAmount] = useState(proposed.amount)
  const [isWrong, setIsWrong] = useState(false)
  const set = async () => {
    const decimal = decimalOf(amount)
    setIsWrong(decimal === null)
    if (decimal === null) return
    const price = { amount: decimal, currency: proposed.currency }
    if (!(await run({ input: { id, decision: 'SET', price } }, t('priceSet', { code: sku.code })))) return
    onDecided()
    onClose()
  }
  return (
    <Dialog
      title={t('setPriceTitle', { code: sku.code })}
      submit={t('save')}
      busy={busy}
      onClose={onClose}
      onSubmit={() => void set()}
    >
      <p className="soft">{t('setPriceText')}</p>
      <TextInput
        label={`${t('price')}, ${proposed.currency}`}
        value={amount}
        onChange={setAmount}
        error={isWrong ? t('numberWrong') : refusalOf(refusals, 'price')}
      />
    </Dialog>
  )
}
