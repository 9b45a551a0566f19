const GATEWAY = import.meta.env.VITE_GATEWAY_URL ?? 'http://localhost:4000'

export const GRAPH_URL = new URL('/graphql', GATEWAY).href
export const LIVE_URL = GRAPH_URL.replace(/^http/, 'ws')
