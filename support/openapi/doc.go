// Package openapi describes the gateway's API as an OpenAPI 3.1 document, made
// from the tables of support/spec. Start with [Describe].
//
// It states no fact of its own: calls, parameters, members of answers, statuses
// and result codes are rows of the tables, and a new row is in the document
// without a change here. What nobody could verify is marked x-status: unverified.
//
// It may import support/spec.
package openapi
