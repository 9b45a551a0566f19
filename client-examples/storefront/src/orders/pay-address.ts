/** The payment provider's page, told where to send the customer back to: the order's own page. */
export function payAddress(paymentUrl: string, orderNumber: string): string {
  const address = new URL(paymentUrl)
  address.searchParams.set('back', new URL(`/orders/${encodeURIComponent(orderNumber)}`, location.href).href)
  return address.href
}
