/** What a compiled query can't answer: the general executor does, or says what is wrong. */
export class NoAnswer extends Error {}
