/** Longest text of an argument or an input's field that declares no other, in characters. */
export const LONGEST_TEXT = 1_000
/** A table of comma-separated values, in characters: the body of a request bounds it. */
export const LONGEST_TABLE = 1_000_000
/** An address on the web, in characters. */
export const LONGEST_ADDRESS = 2_000
/** Words that somebody searches for, in characters. */
export const LONGEST_SEARCH = 100

/** As `extensions` of an argument or an input's field: maximum length of each of its strings. */
export const longest = (characters: number) => ({ longestText: characters })
