/** Where a gateway takes events of our payment provider, and what they are signed with. */
export interface PaymentReceiver {
  readonly url: string
  /** Our name there: it is part of what is signed. */
  readonly provider: string
  readonly secret: string
}

/** The till of the payment provider that storefronts send their customers to: knows whom to tell of a payment. */
export class Till {
  receiver: PaymentReceiver | undefined
}
