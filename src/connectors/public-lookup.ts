import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from '../domain/public-address.ts'

/** Error of a request to a private address: nothing was sent. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress'
  constructor() {
    super('the address is not in the public internet')
  }
}

/**
 * As dns.lookup, but without addresses that are not public. For sockets: a name that changes its address between check
 * and use gains nothing.
 */
export function publicOnly(resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '')
      const open = addresses.filter(({ address }) => isPublicAddress(address))
      const [first] = open
      if (!first) return callback(new PrivateAddress(), '')
      if (options.all) callback(null, open)
      else callback(null, first.address, first.family)
    })
  }
}
