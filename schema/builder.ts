import SchemaBuilder from '@pothos/core'
import DataloaderPlugin from '@pothos/plugin-dataloader'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import ValidationPlugin from '@pothos/plugin-validation'
import { GraphQLError } from 'graphql'
import type { Scope } from '../src/domain/viewer.ts'
import type PrismaTypes from '../src/store/generated/pothos.ts'
import { getDatamodel } from '../src/store/generated/pothos.ts'
import type { GraphContext } from './context.ts'
import './connection-plugin.ts'
import './node-id-plugin.ts'
import './shared-paths-plugin.ts'
import './text-length-plugin.ts'
import { forbidden } from './errors.ts'
import { RELAY } from './relay.ts'

export interface SchemaTypes {
  Context: GraphContext
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    Decimal: { Input: string; Output: string }
    JSON: { Input: unknown; Output: unknown }
    BigInt: { Input: bigint; Output: bigint | number }
    CurrencyCode: { Input: string; Output: string }
    CountryCode: { Input: string; Output: string }
    Date: { Input: string; Output: string }
    URL: { Input: string; Output: string }
  }
  AuthScopes: { scope: Scope }
}

export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>

/** The one builder of the graph. Types name each other by string or by the refs of `refs.ts`, never by import. */
export const builder = new SchemaBuilder<SchemaTypes>({
  // Order matters: authorisation wraps everything else.
  plugins: [
    ScopeAuthPlugin,
    ValidationPlugin,
    'connections',
    'nodeIds',
    RelayPlugin,
    'sharedPaths',
    PrismaPlugin,
    'plainResolvers',
    DataloaderPlugin,
    'textLengths',
  ],
  defaultFieldNullability: false,
  relay: RELAY,
  prisma: {
    client: (context) => context.prisma,
    dmmf: getDatamodel(),
    maxConnectionSize: 100,
    defaultConnectionSize: 20,
    onUnusedQuery: null,
  },
  scopeAuth: {
    authScopes: (context) => ({ scope: (scope: Scope) => context.viewer.scopes.has(scope) }),
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, context) => forbidden(context.viewer),
  },
  validation: {
    validationError: (failure) =>
      new GraphQLError(
        failure.issues
          .map((issue) => `${(issue.path ?? []).map(String).join('.')}: ${issue.message}`)
          .join('; '),
        {
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ),
  },
})

export const Query = builder.queryType({ description: 'Everything that can be asked.' })
builder.mutationType({
  description: 'Everything that can be changed. Expected failures come as `userErrors`.',
})
builder.subscriptionType({
  description:
    'What is pushed. Every event carries a `cursor`; give the last one as `after:` when you reconnect.',
})
