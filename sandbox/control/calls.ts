import type { ControlRoutes } from './route.ts'

/** The log of calls: read it, filter it by platform and method, empty it. */
export const callRoutes: ControlRoutes = {
  'GET /_control/calls': ({ state, query }) => ({
    calls: state.calls.list({ platform: query.get('platform'), method: query.get('method') }),
  }),
  'DELETE /_control/calls': ({ state }) => {
    state.calls.clear()
    return { ok: true }
  },
}
