import { Component, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'

interface State {
  readonly failed: boolean
}

/** Replaces a page that could not be loaded or drawn, mostly because a new version was deployed. */
export class Trouble extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override render() {
    return this.state.failed ? <Sorry /> : this.props.children
  }
}

function Sorry() {
  const { t } = useWords()
  return (
    <section className="note" role="alert">
      <h1>{t('problem')}</h1>
      <button type="button" onClick={() => location.reload()}>
        {t('retry')}
      </button>
    </section>
  )
}
