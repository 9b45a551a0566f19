/** A sentence that names the variable and says what it takes. Printed as it is; the process ends with 1. */
export class ConfigError extends Error {}
