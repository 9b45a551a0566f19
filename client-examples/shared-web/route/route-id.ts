/** An id out of an address: wouter leaves %3D, the padding of global ids, as it is. A broken one is no id of anything. */
export function routeId(part: string | undefined): string {
  try {
    return decodeURIComponent(part ?? '')
  } catch {
    return ''
  }
}
