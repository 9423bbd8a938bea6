package shop

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// The headers that a notification comes with.
const (
	vectorHeader = "X-Initialization-Vector"
	tagHeader    = "X-Authentication-Tag"
)

// ErrUnreadable is the error of a notification that the secret does not open:
// it was encrypted with another one, or changed on its way.
var ErrUnreadable = errors.New("the notification does not open with the webhook's secret")

// Decrypt opens a notification: the body is the hex of what AES-256-GCM made of
// a JSON text, bare or as the member encryptedBody of a JSON object; vector and
// tag are those of its headers; secret is the webhook's key, 64 hex digits. No
// error repeats any of them.
//
// Source: Webhooks, "Decryption".
func Decrypt(secret, vector, tag string, body []byte) (plain []byte, wrapped bool, err error) {
	key, err := hex.DecodeString(secret)
	if err != nil || len(key) != 32 {
		return nil, false, errors.New("the webhook's secret is not 64 hex digits")
	}
	body = bytes.TrimSpace(body)
	if wrapped = len(body) > 0 && body[0] == '{'; wrapped {
		var envelope struct {
			EncryptedBody *string `json:"encryptedBody"`
		}
		if json.Unmarshal(body, &envelope) != nil || envelope.EncryptedBody == nil {
			return nil, true, errors.New("the notification is JSON without an encryptedBody")
		}
		body = []byte(*envelope.EncryptedBody)
	}
	sealed := make([]byte, hex.DecodedLen(len(body)), hex.DecodedLen(len(body))+16)
	if _, err := hex.Decode(sealed, body); err != nil {
		return nil, wrapped, errors.New("the notification's body is not hex")
	}
	nonce, err := hexOf(vectorHeader, vector, 12)
	if err != nil {
		return nil, wrapped, err
	}
	mark, err := hexOf(tagHeader, tag, 16)
	if err != nil {
		return nil, wrapped, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, wrapped, fmt.Errorf("shop: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, wrapped, fmt.Errorf("shop: %w", err)
	}
	if plain, err = gcm.Open(nil, nonce, append(sealed, mark...), nil); err != nil {
		return nil, wrapped, ErrUnreadable
	}
	return plain, wrapped, nil
}

// hexOf reads a header that is the hex of so many bytes.
func hexOf(header, value string, length int) ([]byte, error) {
	b, err := hex.DecodeString(value)
	if err != nil || len(b) != length {
		return nil, fmt.Errorf("the header %s is not the hex of %d bytes", header, length)
	}
	return b, nil
}
