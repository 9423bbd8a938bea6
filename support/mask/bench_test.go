package mask

import (
	"strings"
	"testing"
)

// answer is a typical answer of the gateway, about 900 bytes.
var answer = []byte(strings.Join([]string{
	`{"id":"8ac7a4a1000000000000000000000101","paymentType":"PA","paymentBrand":"VISA","amount":"92.00","currency":"EUR"`,
	`"descriptor":"1234.5678.9012 Assay_Channel","merchantTransactionId":"order-1001","result":{"code":"000.100.110"`,
	`"description":"Request successfully processed in 'Merchant in Integrator Test Mode'"}`,
	`"resultDetails":{"clearingInstituteName":"Assay Simulator"},"card":{"bin":"420000","last4Digits":"0000"`,
	`"holder":"Jane Jones","expiryMonth":"05","expiryYear":"2034"},"customer":{"givenName":"Jane","ip":"203.0.113.7"}`,
	`"billing":{"street1":"1 High Street","city":"London","postcode":"N1 1AA","country":"GB"}`,
	`"customParameters":{"SHOPPER_ref":"a1"},"risk":{"score":"100"}`,
	`"buildNumber":"0f1e2d3c4b5a69788796a5b4c3d2e1f000112233@2026-11-02 08:00:00 +0000"`,
	`"timestamp":"2026-11-22 12:00:01+0000"`,
	`"ndc":"8ac7a4c9aaaa00000000000000000001_5f1c0000aaaa4bbb8ccc000000000002"}`,
}, ","))

func benchMasker() *Masker {
	m := New(Options{PANs: []string{"4200000000000000", "6250947000000052", "5454545454545454"}})
	m.Learn("OGFjN2E0YzlhYWFhMDAwMDAwMDAwMDAwMDAwMDAwMDF8c3k2S0pzVDg=", "8a8294174b7ecb28014b9699220015cc", "sy6KJsT8")
	return m
}

func BenchmarkBytesNothingToHide(b *testing.B) {
	m := benchMasker()
	b.SetBytes(int64(len(answer)))
	b.ReportAllocs()
	for b.Loop() {
		m.Bytes(answer)
	}
}

func BenchmarkBytesCardNumber(b *testing.B) {
	m := benchMasker()
	text := append([]byte("4200000000000000 "), answer...)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		m.Bytes(text)
	}
}

func BenchmarkField(b *testing.B) {
	m := benchMasker()
	b.ReportAllocs()
	for b.Loop() {
		m.Field("merchantTransactionId", "order-1001")
		m.Field("card.number", "4200000000000000")
	}
}

func BenchmarkURL(b *testing.B) {
	m := benchMasker()
	b.ReportAllocs()
	for b.Loop() {
		m.URL("http://127.0.0.1:8080/v1/payments/8ac7a4a1000000000000000000000101?entityId=8ac7a4c9aaaa00000000000000000001")
	}
}
