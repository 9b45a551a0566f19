import {
  type ExecutionResult,
  execute,
  type GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  isObjectType,
  parse,
  subscribe,
} from 'graphql'
import type { GraphContext } from '../../../schema/context.ts'
import { schema } from '../../../schema/index.ts'
import { type Role, viewerOf } from '../../../src/domain/viewer.ts'
import { minimalOperation, minimalSelection } from './minimal-operation.ts'

/** Whose the asked object is. */
const SUBJECT = 'ada'

const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
/** Every object type that is reached from somewhere, with its fields as they are. */
export const OBJECT_TYPES = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType =>
    isObjectType(type) && !type.name.startsWith('__') && !roots.some((root) => root === type),
)
export const SUBSCRIPTIONS = Object.values(schema.getSubscriptionType()?.getFields() ?? {})

/** A root field for each type, so that no other field is needed on the way to it. */
const probes = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Probe',
    fields: Object.fromEntries(
      OBJECT_TYPES.map((type) => [`probe${type.name}`, { type, resolve: (owner: unknown) => owner }]),
    ),
  }),
  types: Object.values(schema.getTypeMap()).filter(isObjectType),
})

/** Nothing exists behind a scope: callers that pass it get another error than those that do not. */
function contextOf(role: Role): GraphContext {
  const viewer = viewerOf(role, role === 'anonymous' ? null : SUBJECT)
  return new Proxy({ viewer } as GraphContext, {
    get(target, property) {
      if (property in target || typeof property === 'symbol') return Reflect.get(target, property)
      throw new Error(`reached ${property}`)
    },
  })
}

function isRefused(result: ExecutionResult, role: Role): boolean {
  const codes = (result.errors ?? []).map(({ extensions }) => extensions.code)
  return codes.includes(role === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN')
}

/** Asks an object for one of its fields. @returns whether the role may have it */
export async function mayAsk(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  role: Role,
  customerId: string = SUBJECT,
): Promise<boolean> {
  const document = parse(`{ probe${type.name} { ${minimalSelection(field)} } }`)
  const rootValue = { customerId, owner: `customer:${customerId}` }
  return !isRefused(
    await execute({ schema: probes, document, rootValue, contextValue: contextOf(role) }),
    role,
  )
}

/** Begins a subscription that names nothing in particular. @returns whether the role may */
export async function maySubscribe(field: GraphQLField<unknown, unknown>, role: Role): Promise<boolean> {
  const document = parse(minimalOperation('subscription', field))
  const result = await subscribe({ schema, document, contextValue: contextOf(role) })
  return !('errors' in result && isRefused(result, role))
}
