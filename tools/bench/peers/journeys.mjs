// The shopper's journey of assay's scenario with playwright-core: a payment, its
// brand's page in a browser context of its own, the merchant's page, the verdict.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { chromium } from 'playwright-core'
import { Agent, request, setGlobalDispatcher } from 'undici'
import { authorization, entity, formType, gateway } from './gateway.mjs'

const times = Number(process.env.BENCH_ROWS)
const workers = Number(process.env.BENCH_WORKERS)
setGlobalDispatcher(new Agent({ connections: workers }))

const shop = createServer((_, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end('<!doctype html><title>Shop</title><h1>Thank you</h1>')
})
shop.listen(0, '127.0.0.1')
await once(shop, 'listening')
const back = `http://127.0.0.1:${shop.address().port}/back`

async function ask(address, options) {
  const { statusCode, body } = await request(address, options)
  assert.equal(statusCode, 200)
  return body.json()
}

// The address of the page that a new payment sends its shopper to.
async function sentTo() {
  const form = {
    entityId: entity, paymentType: 'DB', paymentBrand: 'PAYPAL', amount: '92.00', currency: 'EUR',
    shopperResultUrl: back,
  }
  const { redirect } = await ask(`${gateway}v1/payments`, {
    method: 'POST',
    headers: { authorization, 'content-type': formType },
    body: new URLSearchParams(form).toString(),
  })
  const page = new URL(redirect.url)
  for (const { name, value } of redirect.parameters) page.searchParams.set(name, value)
  return page.href
}

async function journey(browser) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(await sentTo(), { waitUntil: 'domcontentloaded' })
  await page.getByLabel('User name').fill('shopper')
  await page.getByLabel('Password').fill('secret')
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByLabel('Pay with').selectOption('Wallet balance')
  await page.getByRole('button', { name: 'Approve payment' }).click()
  await page.waitForURL(address => address.href.startsWith(back), { waitUntil: 'domcontentloaded' })
  const path = new URL(page.url()).searchParams.get('resourcePath')
  await context.close()
  const verdict = await ask(`${gateway}${path.slice(1)}?entityId=${entity}`, { headers: { authorization } })
  assert.equal(verdict.result.code, '000.100.110')
}

const browser = await chromium.launch({ executablePath: process.env.BENCH_BROWSER })
let begun = 0
async function work() {
  while (begun++ < times) await journey(browser)
}
await Promise.all(Array.from({ length: workers }, work))
await browser.close()
shop.close()
console.log(`${times} journeys`)
