// The sentences of assay's scenario for cucumber-js. Requests go through an agent
// of their own, which keeps connections: nothing in Node is faster.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Given, When, Then } from '@cucumber/cucumber'
import { Agent, request } from 'undici'
import { authorization, card, formType, gateway, report } from './gateway.mjs'

const dispatcher = new Agent({ connections: 8 })

async function send(address, options) {
  const { statusCode, body } = await request(address, { ...options, dispatcher })
  return { status: statusCode, json: await body.json() }
}

Given('an amount of {float} EUR', function (amount) {
  this.form = { ...card(randomUUID()), amount: amount.toFixed(2) }
})

When('the merchant sends a {word} with {word}', async function (paymentType, paymentBrand) {
  Object.assign(this.form, { paymentType, paymentBrand })
  this.answer = await send(`${gateway}v1/payments`, {
    method: 'POST',
    headers: { authorization, 'content-type': formType },
    body: new URLSearchParams(this.form).toString(),
  })
})

Then('the preauthorization is approved', function () {
  assert.equal(this.answer.json.result.code, '000.100.110')
})

Then('the HTTP status is {int}', function (status) {
  assert.equal(this.answer.status, status)
})

Then('the answer shows an amount of {float} EUR', function (amount) {
  assert.equal(this.answer.json.amount, amount.toFixed(2))
  assert.equal(this.answer.json.currency, 'EUR')
})

Then("the answer repeats the merchant's own reference", function () {
  assert.equal(this.answer.json.merchantTransactionId, this.form.merchantTransactionId)
})

Then('the reports show the payment as approved', async function () {
  const found = await send(report(this.answer.json.id), { headers: { authorization } })
  assert.equal(found.json.id, this.answer.json.id)
  assert.equal(found.json.result.code, '000.100.110')
})
