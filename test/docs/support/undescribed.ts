import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
} from 'graphql'

interface Described {
  readonly description?: string | null | undefined
}

/** Everything in the schema that has a name and no description, as Type, Type.field, Type.field(argument). */
export function undescribed(schema: GraphQLSchema): {
  readonly seen: number
  readonly without: readonly string[]
} {
  const without: string[] = []
  let seen = 0
  const look = (name: string, { description }: Described) => {
    seen++
    if (!description?.trim()) without.push(name)
  }
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue
    look(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value)
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields())) look(`${type.name}.${field.name}`, field)
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        look(`${type.name}.${field.name}`, field)
        for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg)
      }
  }
  for (const directive of schema.getDirectives()) {
    look(`@${directive.name}`, directive)
    for (const arg of directive.args) look(`@${directive.name}(${arg.name})`, arg)
  }
  return { seen, without }
}
