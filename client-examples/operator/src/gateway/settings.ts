/** Where the gateway is. VITE_GATEWAY_URL is read when the console is built. */
const base = (import.meta.env.VITE_GATEWAY_URL as string | undefined) ?? 'http://localhost:4000'

export const GRAPH_URL = `${base}/graphql`
export const SOCKET_URL = GRAPH_URL.replace(/^http/, 'ws')
/** In development; in production the sign-in of the operators' identity provider stands here. */
export const TOKEN_URL = '/dev/token'
