/** Thrown when the compiled form gives up; the general executor then runs the query. */
export class NoAnswer extends Error {}
