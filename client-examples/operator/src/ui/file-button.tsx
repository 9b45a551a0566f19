import { useRef } from 'react'
import { Button } from './button.tsx'

interface Props {
  readonly label: string
  /** Types and endings, as an input of files has them. */
  readonly accept: string
  readonly multiple?: boolean
  readonly busy?: boolean
  readonly onChoose: (files: readonly File[]) => void
}

/** A button that lets files be chosen; the same file may be chosen again. */
export function FileButton({ label, accept, multiple = false, busy = false, onChoose }: Props) {
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button busy={busy} onClick={() => chooser.current?.click()}>
        {label}
      </Button>
      <input
        ref={chooser}
        type="file"
        accept={accept}
        multiple={multiple}
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])]
          target.value = ''
          onChoose(files)
        }}
      />
    </>
  )
}
