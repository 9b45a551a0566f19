import { useSpeech } from '../../language/speech.ts'
import { Progress } from '../../ui/progress.tsx'
import type { Import } from './import-fields.ts'

/** How far an import is, or why it does not go on. */
export function ImportProgress({ of: one }: { of: Import }) {
  const { t, number, time } = useSpeech()
  const { status, total, done, error, waitsUntil, waitReason } = one
  const words =
    total == null
      ? t('doneSoFar', { done: number(done) })
      : t('doneOf', { done: number(done), total: number(total) })
  if (error) return <span className="clip text-bad">{error}</span>
  if (status !== 'RUNNING') return <span className="soft">{words}</span>
  return (
    <>
      <Progress percent={total ? (100 * done) / total : null} label={t('progressOf')} />
      <span className="cell-note">
        {words}
        {waitsUntil && ` · ${t('waits', { time: time(waitsUntil), reason: waitReason ?? '' })}`}
      </span>
    </>
  )
}
