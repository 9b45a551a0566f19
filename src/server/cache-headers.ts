import type { Plugin } from 'graphql-yoga'

/** Headers of a request that an answer depends on, besides its address and body. */
const VARY = ['Accept', 'Authorization']

/**
 * Answers depend on who asks and change at any moment: caches between us and the client keep none, and one that does so
 * all the same has to tell viewers and types apart. CORS and compression add to Vary what they look at.
 */
export function useCacheHeaders(): Plugin {
  return {
    onResponse({ request, response: { headers } }) {
      if (request.method === 'OPTIONS') return
      if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
      const known = (headers.get('vary') ?? '').toLowerCase().split(/,\s*/)
      for (const name of VARY) if (!known.includes(name.toLowerCase())) headers.append('vary', name)
    },
  }
}
