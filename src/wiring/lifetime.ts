/** What was started, to be stopped in the opposite order. When one part fails to stop, the others still do. */
export class Lifetime {
  readonly #stops: { readonly name: string; readonly stop: () => Promise<unknown> | unknown }[] = []

  onStop(name: string, stop: () => Promise<unknown> | unknown): void {
    this.#stops.push({ name, stop })
  }

  async stop(onError: (part: string, error: unknown) => void): Promise<void> {
    for (let part = this.#stops.pop(); part; part = this.#stops.pop()) {
      try {
        await part.stop()
      } catch (error) {
        onError(part.name, error)
      }
    }
  }
}
