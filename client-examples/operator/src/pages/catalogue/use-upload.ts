import { useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { graphql, type UploadPurpose } from '../../graph.ts'
import { useSpeech } from '../../language/speech.ts'
import { useToast } from '../../ui/toast.tsx'

const ANNOUNCE = graphql(`
  mutation AnnounceUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload { id }
      uploadUrl
      userErrors { code field message }
    }
  }
`)

/** Stores files with the gateway: announced first, then sent. @param contentType of files that know none */
export function useUpload(purpose: UploadPurpose, contentType?: string) {
  const { t } = useSpeech()
  const toast = useToast()
  const { run } = useAction(ANNOUNCE)
  const [busy, setBusy] = useState(false)
  /** @returns the id of the upload; null when it was refused, which the operator has seen */
  const upload = async (file: File): Promise<string | null> => {
    setBusy(true)
    try {
      const type = contentType ?? file.type
      const announced = await run({ input: { bytes: file.size, contentType: type, purpose } })
      if (!announced?.upload || !announced.uploadUrl) return null
      const { ok } = await fetch(announced.uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': type },
        body: file,
      })
      if (!ok) throw new Error('refused')
      return announced.upload.id
    } catch {
      toast('bad', t('uploadFailed'))
      return null
    } finally {
      setBusy(false)
    }
  }
  return { upload, busy }
}
