/** Where the graph answers: POST, GET, SSE and the WebSocket upgrade. */
export const ENDPOINT = '/graphql'
