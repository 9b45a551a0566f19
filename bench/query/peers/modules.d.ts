/** What the peers use of packages that are installed on the first run only, so that types are checked without them. */

declare module '@apollo/server/standalone' {
  export function startStandaloneServer(
    server: import('@apollo/server').ApolloServer,
    options: {
      context: () => Promise<object>
      listen: { host: string; port: number }
    },
  ): Promise<{ url: string }>
}

declare module 'postgraphile' {
  interface Instance {
    createServ(grafserv: unknown): { addTo(server: import('node:http').Server): Promise<void> }
  }
  export function postgraphile(preset: object): Instance
}

declare module 'postgraphile/adaptors/pg' {
  export function makePgService(options: {
    connectionString: string
    schemas: readonly string[]
    poolConfig: { max: number }
  }): object
}

declare module 'postgraphile/grafserv/node' {
  export const grafserv: unknown
}

declare module 'postgraphile/presets/amber' {
  export const PostGraphileAmberPreset: object
}
