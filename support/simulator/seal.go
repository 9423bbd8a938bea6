package simulator

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"strings"
)

// The lengths, in bytes, of what encrypts a notification.
const (
	keyLength    = 32
	vectorLength = 12
)

var (
	webhookWrongTag     = wrongly("webhooks", "webhook-wrong-tag", "the authentication tag is not that of the body")
	webhookForeignKey   = wrongly("webhooks", "webhook-foreign-secret", "a notification is encrypted with another secret")
	webhookReusesVector = wrongly("webhooks", "webhook-reuses-vector", "all notifications have one initialization vector")
	webhookUnencrypted  = wrongly("webhooks", "webhook-unencrypted", "a notification is plain JSON")
	webhookContentType  = wrongly("webhooks", "webhook-wrong-content-type", "the raw body calls itself a form")
	webhookUnwrapped    = wrongly("webhooks", "webhook-ignores-wrapper", "the wrapper that was asked for is left out")
)

// letter is a notification as it goes over the wire.
type letter struct {
	vector, tag string // hex, in headers
	contentType string
	body        string
}

// seal encrypts with AES-256-GCM, without padding and further data. The results
// are upper-case hex, as in published samples. The key has been checked.
//
// Source: Webhooks, encryption.
func seal(key, vector, plain []byte) (body, tag string) {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("simulator: a webhook's key was not checked: " + err.Error())
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic("simulator: AES has no GCM: " + err.Error())
	}
	sealed := gcm.Seal(nil, vector, plain, nil)
	end := len(sealed) - gcm.Overhead()
	return upperHex(sealed[:end]), upperHex(sealed[end:])
}

func upperHex(b []byte) string { return strings.ToUpper(hex.EncodeToString(b)) }

// write makes a letter of a notification. Every one has a vector of its own,
// a repeated one too: the cipher's safety depends on it.
func (h Webhook) write(plain []byte, p *profile) letter {
	key, _ := hex.DecodeString(h.Secret) // was checked
	vector := make([]byte, vectorLength)
	if !p.faulty(webhookReusesVector) {
		_, _ = rand.Read(vector) // never fails
	}
	if p.faulty(webhookForeignKey) {
		key[0] ^= 1
	}
	l := letter{vector: upperHex(vector), contentType: "text/plain; charset=UTF-8"}
	l.body, l.tag = seal(key, vector, plain)
	if p.faulty(webhookWrongTag) {
		l.tag = strings.Repeat("0", len(l.tag))
	}
	switch {
	case p.faulty(webhookUnencrypted):
		l.body = string(plain)
	case h.Wrapper == wrapperJSON && !p.faulty(webhookUnwrapped):
		l.contentType, l.body = "application/json; charset=UTF-8", `{"encryptedBody":"`+l.body+`"}`
	}
	if p.faulty(webhookContentType) {
		l.contentType = "application/x-www-form-urlencoded"
	}
	return l
}
