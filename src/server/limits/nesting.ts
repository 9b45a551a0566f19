const OPENING = new Set(['{', '[', '('])
const CLOSING = new Set(['}', ']', ')'])
/** Brackets, and what brackets do not count in: block strings, strings and comments, whole as far as they go. */
const PARTS = /"""(?:\\"""|[\s\S])*?(?:"""|$)|"(?:\\.|[^"\\\n\r])*"?|#[^\n\r]*|[{}[\]()]/g

/**
 * How deep brackets stand inside each other in a document, before it is parsed: parser and validation go down by
 * recursion, and thousands of levels would exhaust the stack. A document that is not well-formed has a number, too.
 */
export function nestingOf(document: string): number {
  let depth = 0
  let deepest = 0
  for (const [part] of document.matchAll(PARTS)) {
    if (OPENING.has(part)) depth += 1
    else if (CLOSING.has(part)) depth = Math.max(0, depth - 1)
    if (depth > deepest) deepest = depth
  }
  return deepest
}
