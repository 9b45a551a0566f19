import { useState } from 'react'
import { refusalOf, useAction } from '../../gateway/use-action.ts'
import { useAttemptKey } from '../../gateway/use-attempt-key.ts'
import { useFresh } from '../../gateway/use-fresh.ts'
import { graphql } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { CheckInput } from '../../ui/inputs.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useUpload } from '../catalogue/use-upload.ts'

const TEMPLATE = graphql(`
  query CatalogueTemplate {
    catalogueTemplate { url }
  }
`)

const IMPORT_FILE = graphql(`
  mutation ImportCatalogueCsv($input: ImportCatalogueCsvInput!) {
    importCatalogueCsv(input: $input) {
      catalogueImport { id }
      userErrors { code field message }
    }
  }
`)

/** A file that was chosen. After a trial its upload serves the import too. */
interface Chosen {
  readonly file: File
  readonly uploadId: string | null
}

/** Products, SKUs, prices and stock by a table that a spreadsheet has saved. */
export function FileForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useSpeech()
  const template = useFresh(TEMPLATE, {}).data?.catalogueTemplate
  const { upload, busy: isSending } = useUpload('CATALOGUE_CSV', 'text/csv')
  const { run, busy, refusals } = useAction(IMPORT_FILE)
  const [idempotencyKey, renewKey] = useAttemptKey()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [dryRun, setDryRun] = useState(true)
  const [lacks, setLacks] = useState(false)
  const choose = ([file]: readonly File[]) => {
    setLacks(false)
    setChosen(file ? { file, uploadId: null } : null)
  }
  const begin = async () => {
    setLacks(chosen === null)
    if (!chosen) return
    const uploadId = chosen.uploadId ?? (await upload(chosen.file))
    if (uploadId === null) return
    setChosen({ ...chosen, uploadId })
    const input = { source: { uploadId }, dryRun, idempotencyKey }
    const answer = await run({ input }, t(dryRun ? 'trialBegun' : 'importBegun'))
    renewKey()
    if (!answer) return
    // An import deletes its file; a trial leaves it for the import.
    if (dryRun) setDryRun(false)
    else {
      setChosen(null)
      setDryRun(true)
    }
    onBegun()
  }
  const error = lacks ? t('needFile') : refusalOf(refusals, 'source', 'uploadId')
  return (
    <Panel title={t('byFile')}>
      <div className="stack">
        <div className="row">
          <FileButton label={t('chooseFile')} accept=".csv,.tsv,.txt,text/csv" onChoose={choose} />
          <span className="clip">{chosen?.file.name}</span>
        </div>
        <span className={error ? 'field-error' : 'field-hint'}>
          {error ?? t('fileHint')} {!error && template && <a href={template.url}>{t('emptyTable')}</a>}
        </span>
        <div className="row">
          <CheckInput label={t('trialOnly')} checked={dryRun} onChange={setDryRun} />
          <span className="push">
            <Button busy={busy || isSending} onClick={() => void begin()}>
              {t(dryRun ? 'tryTable' : 'importTable')}
            </Button>
          </span>
        </div>
      </div>
    </Panel>
  )
}
