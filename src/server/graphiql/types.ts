/** One editor tab that a first-time visitor finds open. */
export interface ExampleTab {
  /** Heading in the Examples panel; the operation's name when left out. */
  title?: string
  /** The document. Its operation name becomes the tab's label and must be unique among the tabs. */
  query: string
  /** JSON text for the variables editor. */
  variables?: string
  /** JSON text for the headers editor, for instance a development bearer token. */
  headers?: string
}

export interface GraphiQLOptions {
  /** Path of the GraphQL endpoint on this origin, for POST and for the WebSocket upgrade alike. */
  endpoint: string
  tabs: ExampleTab[]
  /** One plain-text sentence under the response, until the first subscription reports there. */
  note?: string
}
