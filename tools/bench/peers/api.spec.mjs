// assay's scenario as tests of Playwright, one a row.
import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { authorization, card, gateway, report } from './gateway.mjs'

for (let row = 1; row <= Number(process.env.BENCH_ROWS); row++) {
  test(`A payment, row ${row}`, async ({ request }) => {
    const form = card(randomUUID())
    const headers = { authorization }
    const answer = await request.post(`${gateway}v1/payments`, { headers, form })
    const paid = await answer.json()
    expect(paid.result.code).toBe('000.100.110')
    expect(answer.status()).toBe(200)
    expect(paid.amount).toBe('92.00')
    expect(paid.currency).toBe('EUR')
    expect(paid.merchantTransactionId).toBe(form.merchantTransactionId)
    const found = await (await request.get(report(paid.id), { headers })).json()
    expect(found.id).toBe(paid.id)
    expect(found.result.code).toBe('000.100.110')
  })
}
