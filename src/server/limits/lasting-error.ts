/**
 * Makes the stack of an error a text. Until somebody reads it, the engine keeps the functions that were running with all
 * they could see: errors of documents are kept by Yoga beside a thousand texts, and each would hold its whole request,
 * with its socket and its body.
 */
export function asLasting<E extends Error>(error: E): E {
  void error.stack
  return error
}
