/* global GraphiQL, GraphiQLPluginExplorer, React, ReactDOM, document, localStorage, sessionStorage */
import { examplesPlugin } from './examples-panel.mjs'
import { createFetcher } from './fetcher.mjs'
import { createLiveStatus, LiveLine } from './live-status.mjs'
import { pageStorage } from './page-storage.mjs'
import { readExamples, restoreTabs } from './restore-tabs.mjs'

const EXAMPLES_KEY = 'haitao-graph:examples'

const options = JSON.parse(document.getElementById('graphiql-options').textContent)
const storage = pageStorage(localStorage, sessionStorage)
const examples = readExamples(options.tabs)

// GraphiQL's dialogs write a style element and mark it with this name's value, a bundler's convention.
globalThis.__webpack_nonce__ = document.querySelector('script[nonce]').nonce

openTabs()
render()

/** Writes the tabs to start with where GraphiQL looks for the tabs of the last visit. */
function openTabs() {
  const state = restoreTabs(readJson('graphiql:tabState'), readJson(EXAMPLES_KEY), examples)
  storage.setItem(EXAMPLES_KEY, JSON.stringify(Object.fromEntries(examples.map((each) => [each.name, each]))))
  if (state === undefined) return
  storage.setItem('graphiql:tabState', JSON.stringify(state))
  // The editors start with these three, and GraphiQL finds the active tab by them.
  const active = state.tabs[state.activeTabIndex]
  for (const editor of ['query', 'variables', 'headers']) {
    if (active[editor]) storage.setItem(`graphiql:${editor}`, active[editor])
    else storage.removeItem(`graphiql:${editor}`)
  }
}

function render() {
  const status = createLiveStatus()
  const plugins = [
    examplesPlugin(examples),
    GraphiQLPluginExplorer.explorerPlugin({ showAttribution: false }),
  ]
  const props = {
    fetcher: createFetcher(options.endpoint, status),
    storage,
    plugins,
    // The storage above decides what is persisted, so the switch in the settings is hidden.
    shouldPersistHeaders: true,
    showPersistHeadersSettings: false,
    defaultHeaders: examples.find((example) => example.headers)?.headers ?? undefined,
    defaultQuery: '# Ctrl-Space completes, Ctrl-Enter runs.\n\n',
    defaultEditorToolsVisibility: 'variables',
    inputValueDeprecation: true,
    schemaDescription: true,
  }
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(
      GraphiQL,
      props,
      React.createElement(
        GraphiQL.Logo,
        null,
        React.createElement('span', { className: 'page-logo' }, 'haitao-graph'),
      ),
      React.createElement(
        GraphiQL.Footer,
        null,
        React.createElement(WrapLines),
        React.createElement(LiveLine, { status, note: options.note }),
      ),
    ),
  )
}

/** The comments of the examples are sentences; they should not run out of a narrow editor. */
function WrapLines() {
  const { queryEditor } = GraphiQL.React.useEditorContext({ nonNull: true })
  React.useEffect(() => {
    queryEditor?.setOption('lineWrapping', true)
  }, [queryEditor])
  return null
}

/** Data of an earlier visit; null when there is none or it cannot be read. */
function readJson(key) {
  try {
    return JSON.parse(storage.getItem(key))
  } catch {
    return null
  }
}
