/** What the peers use of packages that are installed on the first run only, so that types are checked without them. */

declare module '@apollo/server' {
  export class ApolloServer {
    constructor(options: { schema: object })
    start(): Promise<void>
  }
}

declare module '@graphql-tools/schema' {
  export function makeExecutableSchema(options: {
    typeDefs: string
    resolvers: object
  }): import('graphql').GraphQLSchema
}

declare module 'graphql-subscriptions' {
  export class PubSub {
    readonly ee: import('node:events').EventEmitter
    asyncIterableIterator(topics: readonly string[]): AsyncIterableIterator<unknown>
    publish(topic: string, item: unknown): Promise<void>
  }
}

declare module 'fastify' {
  interface App {
    readonly server: import('node:http').Server
    readonly graphql: { readonly pubsub: { publish(event: { topic: string; payload: unknown }): void } }
    register(plugin: unknown, options: object): Promise<void>
    listen(options: { host: string; port: number; backlog: number }): Promise<string>
  }
  export function fastify(): App
}

declare module 'mercurius' {
  export const mercurius: unknown
}
