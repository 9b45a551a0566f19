import { useState } from 'react'
import { useSpeech } from '../../language/speech.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { type Rule, useRules } from './use-rules.ts'

/** How costs become prices. */
export function RulePanel({ onSaved }: { onSaved: () => void }) {
  const { t, money } = useSpeech()
  const rules = useRules()
  const [open, setOpen] = useState<{ readonly rule: Rule | null } | null>(null)
  const percent = (value: string | null | undefined) => (value ? `${value} %` : '–')
  return (
    <Panel
      title={t('rules')}
      flush
      actions={
        <Button look="primary" onClick={() => setOpen({ rule: null })}>
          {t('newRule')}
        </Button>
      }
    >
      <Loaded of={rules}>
        {({ priceRules }) =>
          priceRules && (
            <Table
              label={t('rules')}
              rows={priceRules}
              keyOf={({ id }) => id}
              empty={t('noRules')}
              columns={[
                {
                  head: t('name'),
                  cell: ({ name, active }) => (
                    <>
                      {name}{' '}
                      <Badge tone={active ? 'good' : 'plain'}>{t(active ? 'active' : 'inactive')}</Badge>
                    </>
                  ),
                },
                {
                  head: t('appliesTo'),
                  cell: ({ supplier, category, platform }) =>
                    [supplier?.name, category?.name, platform && t(platform)].filter(Boolean).join(' · ') ||
                    t('everything'),
                },
                {
                  head: t('markup'),
                  number: true,
                  tight: true,
                  cell: ({ markupPercent, fixed }) => (
                    <>
                      {markupPercent} %{fixed && <span className="cell-note">+ {money(fixed)}</span>}
                    </>
                  ),
                },
                { head: t('roundTo'), number: true, tight: true, cell: ({ roundTo }) => roundTo ?? '–' },
                {
                  head: t('minMargin'),
                  number: true,
                  tight: true,
                  cell: ({ minMarginPercent }) => percent(minMarginPercent),
                },
                {
                  head: t('holdAbove'),
                  number: true,
                  tight: true,
                  cell: ({ holdAbovePercent }) => percent(holdAbovePercent),
                },
                {
                  head: t('do'),
                  tight: true,
                  quiet: true,
                  cell: (rule) => (
                    <Button aria-label={`${t('edit')}: ${rule.name}`} onClick={() => setOpen({ rule })}>
                      {t('edit')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {open && (
        <RuleDialog
          rule={open.rule}
          onClose={() => setOpen(null)}
          onSaved={() => {
            rules.refresh()
            onSaved()
          }}
        />
      )}
    </Panel>
  )
}
