/* global GraphiQL, React */
import { exampleTabId } from './restore-tabs.mjs'

const h = (...args) => React.createElement(...args)

/** A panel that lists the examples, so that one whose tab was closed is found again. */
export function examplesPlugin(examples) {
  return { title: 'Examples', icon: Icon, content: () => h(Panel, { examples }) }
}

function Panel({ examples }) {
  const open = useOpenExample()
  return h(
    'section',
    { className: 'examples-panel', 'aria-label': 'Examples' },
    h('div', { className: 'examples-title' }, 'Examples'),
    h(
      'ul',
      null,
      examples.map((example) =>
        h(
          'li',
          { key: example.name },
          h(
            'button',
            { type: 'button', onClick: () => open(example) },
            h('span', { className: 'examples-name' }, example.title),
            h('span', { className: 'examples-about' }, example.about),
          ),
        ),
      ),
    ),
  )
}

/** Shows the tab of an example, or opens a new one for it. */
function useOpenExample() {
  const editors = GraphiQL.React.useEditorContext({ nonNull: true })
  const { stop } = GraphiQL.React.useExecutionContext({ nonNull: true })
  const wanted = React.useRef()

  // addTab() opens GraphiQL's default text; the example goes in once that tab is the one on screen.
  React.useEffect(() => {
    if (wanted.current?.tab !== editors.activeTabIndex) return
    const { example } = wanted.current
    wanted.current = undefined
    editors.queryEditor?.setValue(example.query)
    editors.variableEditor?.setValue(example.variables ?? '')
    editors.headerEditor?.setValue(example.headers ?? '')
  })

  return (example) => {
    stop()
    const index = editors.tabs.findIndex(
      (tab) => tab.id === exampleTabId(example) || tab.query === example.query,
    )
    if (index >= 0) {
      editors.changeTab(index)
    } else {
      wanted.current = { example, tab: editors.tabs.length }
      editors.addTab()
    }
  }
}

function Icon() {
  const pages =
    'M4 5.5C6.5 4 9.5 4 12 5.5v14C9.5 18 6.5 18 4 19.5z M20 5.5C17.5 4 14.5 4 12 5.5v14c2.5-1.5 5.5-1.5 8 0z'
  return h(
    'svg',
    { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', strokeWidth: 1.5, strokeLinejoin: 'round' },
    h('path', { d: pages }),
  )
}
