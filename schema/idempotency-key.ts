export const IDEMPOTENCY_KEY =
  'Chosen by the client, the same for every repetition of the same request: the second one changes nothing and gets the first answer.'
