import { exact, relative } from '../format/time.ts'
import { useSpeech } from '../language/speech.ts'
import { useTick } from './use-tick.ts'

/** An instant as people say it; its exact time in the tooltip. */
export function Ago({ at, none = '–' }: { at: string | null | undefined; none?: string }) {
  const { locale } = useSpeech()
  useTick(15_000)
  if (!at) return <span className="soft">{none}</span>
  return (
    <time dateTime={at} title={exact(at, locale)}>
      {relative(at, locale)}
    </time>
  )
}
