import { useState } from 'react'
import { useSpeech } from '../../language/speech.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Table } from '../../ui/table.tsx'
import { CategoryDialog } from './category-dialog.tsx'
import { SHOP_LANGUAGES } from './draft.ts'
import { type Category, useCategories } from './use-categories.ts'

export default function CategoryPage() {
  const { t, number, languageName } = useSpeech()
  const categories = useCategories()
  const { tree } = categories
  const [open, setOpen] = useState<{ readonly category: Category | null } | null>(null)
  return (
    <Page
      title={t('categories')}
      lead={t('categoriesLead')}
      actions={
        <Button look="primary" onClick={() => setOpen({ category: null })}>
          {t('newCategory')}
        </Button>
      }
    >
      <Panel flush>
        <Loaded of={categories} lines={8}>
          {() => (
            <Table
              label={t('categories')}
              rows={tree}
              keyOf={({ category }) => category.id}
              empty={t('noCategoriesMore')}
              columns={[
                {
                  head: t('category'),
                  cell: ({ category: { name, names }, depth }) => (
                    <span className="indent" data-depth={Math.min(depth, 4)}>
                      {name}{' '}
                      {SHOP_LANGUAGES.filter((code) => names.every(({ locale }) => locale !== code)).map(
                        (code) => (
                          <Badge key={code} tone="warn">
                            {t('lacksName', { language: languageName(code) })}
                          </Badge>
                        ),
                      )}
                    </span>
                  ),
                },
                { head: t('slug'), tight: true, cell: ({ category }) => <code>{category.slug}</code> },
                {
                  head: t('onShow'),
                  number: true,
                  tight: true,
                  cell: ({ category }) => number(category.productCount),
                },
                {
                  head: t('do'),
                  tight: true,
                  quiet: true,
                  cell: ({ category }) => (
                    <Button
                      aria-label={`${t('edit')}: ${category.name}`}
                      onClick={() => setOpen({ category })}
                    >
                      {t('edit')}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
      {open && (
        <CategoryDialog
          category={open.category}
          tree={tree}
          onClose={() => setOpen(null)}
          onSaved={categories.refresh}
        />
      )}
    </Page>
  )
}
