import { useState } from 'react'
import { useAction } from '../../gateway/use-action.ts'
import { graphql } from '../../graph.ts'
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

/** Stores pictures with the gateway: announced first, then sent. */
export function useUpload() {
  const { t } = useSpeech()
  const toast = useToast()
  const { run } = useAction(ANNOUNCE)
  const [busy, setBusy] = useState(false)
  /** @returns the id of the upload; null when it was refused, which the operator has seen */
  const upload = async (file: File): Promise<string | null> => {
    setBusy(true)
    try {
      const input = { bytes: file.size, contentType: file.type, purpose: 'PRODUCT_MEDIA' as const }
      const announced = await run({ input })
      if (!announced?.upload || !announced.uploadUrl) return null
      const { ok } = await fetch(announced.uploadUrl, {
        method: 'PUT',
        headers: { 'content-type': file.type },
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
