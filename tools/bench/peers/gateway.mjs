// What every script here knows of the gateway: where it is, and what is sent.

export const gateway = process.env.BENCH_URL
export const entity = process.env.BENCH_ENTITY
export const authorization = `Bearer ${process.env.BENCH_TOKEN}`
export const formType = 'application/x-www-form-urlencoded; charset=UTF-8'

// The payment that assay's scenario makes, in the same words.
export const card = reference => ({
  entityId: entity,
  paymentType: 'PA',
  paymentBrand: 'VISA',
  amount: '92.00',
  currency: 'EUR',
  merchantTransactionId: reference,
  'card.number': '4200000000000000',
  'card.holder': 'Jane Jones',
  'card.expiryMonth': '05',
  'card.expiryYear': String(new Date().getFullYear() + 2),
  'card.cvv': '123',
})

export const report = id => `${gateway}v1/query/${id}?entityId=${entity}`
