/**
 * Which tabs a visit starts with. A first visit opens the examples. A returning visitor finds the tabs as they
 * were left, except that an example nobody touched is replaced by the one served now (its ids may have changed
 * with the data) and that a token served earlier is replaced by the one served now.
 *
 * `stored` is GraphiQL's own record of its tabs, `previous` the examples served at the last visit, by name.
 * Returns undefined when there is nothing to open, so that GraphiQL starts with its own empty tab.
 */
export function restoreTabs(stored, previous, examples) {
  if (!Array.isArray(stored?.tabs) || stored.tabs.length === 0) {
    return examples.length === 0 ? undefined : { activeTabIndex: 0, tabs: examples.map(exampleTab) }
  }
  const current = new Map(examples.map((example) => [exampleTabId(example), example]))
  const tabs = stored.tabs.map((tab) => {
    const example = current.get(tab.id)
    return example === undefined ? tab : refresh(tab, previous?.[example.name], example)
  })
  const active = Number(stored.activeTabIndex)
  return { activeTabIndex: tabs[active] === undefined ? 0 : active, tabs }
}

function refresh(tab, previous, example) {
  const untouched = tab.query === previous?.query && (tab.variables || null) === (previous?.variables || null)
  const ownHeaders = tab.headers && tab.headers !== previous?.headers
  return {
    ...tab,
    ...(untouched ? { query: example.query, variables: example.variables } : {}),
    headers: ownHeaders ? tab.headers : example.headers,
  }
}

/** The id that a tab keeps through every edit, by which a later visit knows where it came from. */
export function exampleTabId(example) {
  return `example:${example.name}`
}

/** A tab in the shape in which GraphiQL stores its own. */
function exampleTab(example) {
  return {
    id: exampleTabId(example),
    hash: null,
    title: example.name,
    query: example.query,
    variables: example.variables,
    headers: example.headers,
    operationName: example.name,
    response: null,
  }
}

/** The options' tabs with every field present; `about` is the comment it starts with, without what to try. */
export function readExamples(tabs) {
  return tabs.map(({ title, query, variables = null, headers = null }, index) => {
    const name = /^\s*(?:query|mutation|subscription)\s+(\w+)/m.exec(query)?.[1] ?? `Example${index + 1}`
    const comment = /^(?:\s*#.*\n)*/.exec(query)?.[0] ?? ''
    const about = comment
      .replaceAll(/^\s*#\s?/gm, '')
      .split('Try:')[0]
      .trim()
    return { name, title: title ?? name, about, query, variables, headers }
  })
}
