import { useSpeech } from '../../language/speech.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Thumb } from '../../ui/thumb.tsx'
import type { DraftPicture } from './draft.ts'
import { useUpload } from './use-upload.ts'

const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,image/avif'

interface Props {
  readonly pictures: readonly DraftPicture[]
  readonly onChange: (pictures: readonly DraftPicture[]) => void
  readonly error: string | undefined
}

/** The pictures of a product in their order; new ones are stored at once, and belong to it when it is saved. */
export function PictureField({ pictures, onChange, error }: Props) {
  const { t } = useSpeech()
  const { upload, busy } = useUpload('PRODUCT_MEDIA')
  const add = async (files: readonly File[]) => {
    const added: DraftPicture[] = []
    for (const file of files) {
      const uploadId = await upload(file)
      if (uploadId !== null)
        added.push({ shown: URL.createObjectURL(file), status: null, media: { uploadId } })
    }
    onChange([...pictures, ...added])
  }
  const others = (index: number) => pictures.filter((_, at) => at !== index)
  return (
    <div className="stack">
      {pictures.length === 0 && <p className="soft">{t('noPictures')}</p>}
      <ul className="picture-list" aria-label={t('pictures')}>
        {pictures.map((picture, index) => {
          const name = t('pictureN', { n: index + 1 })
          return (
            <li key={picture.shown}>
              <Thumb picture={{ url: picture.shown, status: picture.status }} large />
              <span className="visually-hidden">{name}</span>
              <span className="row">
                {index > 0 && (
                  <Button
                    look="quiet"
                    aria-label={`${t('moveFirst')}: ${name}`}
                    title={t('moveFirst')}
                    onClick={() => onChange([picture, ...others(index)])}
                  >
                    ★
                  </Button>
                )}
                <Button
                  look="quiet"
                  aria-label={`${t('remove')}: ${name}`}
                  title={t('remove')}
                  onClick={() => onChange(others(index))}
                >
                  ✕
                </Button>
              </span>
            </li>
          )
        })}
      </ul>
      <div className="row">
        <FileButton
          label={t('addPictures')}
          accept={ACCEPTED}
          multiple
          busy={busy}
          onChoose={(files) => void add(files)}
        />
        <span className={error ? 'field-error' : 'field-hint'}>{error ?? t('picturesHint')}</span>
      </div>
    </div>
  )
}
