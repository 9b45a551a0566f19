/** Types of restore-tabs.mjs for its test. */
export interface Example {
  name: string
  title: string
  about: string
  query: string
  variables: string | null
  headers: string | null
}
export interface StoredTab {
  id: string
  query: string | null
  variables: string | null
  headers: string | null
  [other: string]: unknown
}
export interface StoredTabs {
  activeTabIndex: number
  tabs: StoredTab[]
}
export function restoreTabs(
  stored: StoredTabs | null,
  previous: Record<string, Example> | null,
  examples: Example[],
): StoredTabs | undefined
export function readExamples(
  tabs: { title?: string; query: string; variables?: string; headers?: string }[],
): Example[]
export function exampleTabId(example: Example): string
