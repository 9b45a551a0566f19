import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'

/**
 * The document with only those variables of the operation declared that something in it still names. The arguments that
 * the export replaces were perhaps the only ones to name `$first` or `$after`, and a gateway refuses an unused variable.
 */
export function withUsedVariables(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const used = new Set<string>()
  visit(document, {
    // Not its own children: there it is declared, not used.
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  })
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  )
  return {
    ...document,
    definitions: document.definitions.map((one) =>
      one === operation && one.kind === Kind.OPERATION_DEFINITION
        ? { ...one, ...(variableDefinitions && { variableDefinitions }) }
        : one,
    ),
  }
}
