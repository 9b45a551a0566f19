/** Entries that hold header texts among other things: GraphiQL's tabs, history and favourites, and our own record. */
const WITH_HEADERS = new Set([
  'graphiql:tabState',
  'graphiql:queries',
  'graphiql:favorites',
  'haitao-graph:examples',
])
/** The entry that is a header text. */
const HEADERS = 'graphiql:headers'
const NAMESPACES = ['graphiql:', 'haitao-graph:']

/**
 * The storage GraphiQL is given. Headers carry bearer tokens: they survive a reload (session storage, this browser
 * tab only) but are never written to the disk with the rest (local storage).
 *
 * @param {Storage} local
 * @param {Storage} session
 */
export function pageStorage(local, session) {
  return {
    getItem(key) {
      if (key === HEADERS) return session.getItem(key)
      return session.getItem(key) ?? local.getItem(key)
    },
    setItem(key, value) {
      if (key === HEADERS) {
        session.setItem(key, value)
      } else if (WITH_HEADERS.has(key)) {
        session.setItem(key, value)
        local.setItem(key, withoutHeaders(value))
      } else {
        local.setItem(key, value)
      }
    },
    removeItem(key) {
      session.removeItem(key)
      local.removeItem(key)
    },
    /** "Clear data" of the settings dialog. */
    clear() {
      for (const storage of [session, local]) {
        for (const key of ownKeys(storage)) storage.removeItem(key)
      }
    },
    get length() {
      return ownKeys(local).length
    },
  }
}

function ownKeys(storage) {
  return Object.keys(storage).filter((key) => NAMESPACES.some((namespace) => key.startsWith(namespace)))
}

function withoutHeaders(json) {
  return JSON.stringify(JSON.parse(json), (key, value) => (key === 'headers' ? null : value))
}
