import { useClient } from 'urql'
import { plural } from '../../format/words.ts'
import { useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useShops } from '../shops/shop-select.tsx'

const TABLE = graphql(`
  query MappingTable($shopId: ID!) {
    skuMappingsCsv(shopId: $shopId)
  }
`)

const IMPORT = graphql(`
  mutation ImportMappings($shopId: ID!, $csv: String!) {
    importSkuMappings(input: { shopId: $shopId, csv: $csv }) {
      changed
      userErrors { code field message }
    }
  }
`)

/** All listings of a shop as a table for a spreadsheet, and back. */
export function CsvPanel({ shopId, onDone }: { shopId: string; onDone: () => void }) {
  const client = useClient()
  const toast = useToast()
  const { run, busy, refusals } = useAction(IMPORT)
  const shop = useShops().find(({ id }) => id === shopId)
  const download = async () => {
    const { data } = await client.query(TABLE, { shopId }, { requestPolicy: 'network-only' }).toPromise()
    if (!data?.skuMappingsCsv) return toast('bad', 'The table could not be read.')
    save(`${shop?.name ?? 'shop'}.csv`, data.skuMappingsCsv)
  }
  const upload = async (file: File | undefined) => {
    if (!file) return
    const answer = await run({ shopId, csv: await file.text() })
    if (!answer) return
    toast('good', `${plural(answer.changed, 'listing')} matched otherwise now.`)
    onDone()
  }
  return (
    <Panel title="As a table" note={shop?.name}>
      <div className="row">
        <Button onClick={() => void download()}>Download CSV</Button>
        <FileButton
          label="Take back a CSV"
          accept=".csv,text/csv"
          busy={busy}
          onChoose={([file]) => void upload(file)}
        />
        <span className="soft">Fill in sku_code; rows without one change nothing.</span>
      </div>
      {refusals.map(({ message }) => (
        <p key={message} className="field-error">
          {message}
        </p>
      ))}
    </Panel>
  )
}

/** A browser that is busy reads the table a while after the click, ms. */
const KEPT_MS = 60_000

/** With the mark at the start, spreadsheets read Chinese names as UTF-8. */
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
