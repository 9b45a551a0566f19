/** Credentials of a call on behalf of a linked shop. Comes decrypted from the store, lives as long as the call. */
export interface ShopCredentials {
  /** Our id of the shop: key of its rate bucket, its circuit breaker and its token refresh. */
  readonly shopId: string
  /** The platform's id of the seller or buyer account. */
  readonly externalShopId: string
  /** Null when the shop was never linked or its tokens were forgotten: the platform will refuse what needs a user. */
  readonly accessToken: string | null
}
