// Package deploy checks the files by which assay is put into containers: the
// Dockerfile and docker-compose.yml at the root of the repository. Start with
// [Compose] and [Dockerfile].
//
// It is not a deployment tool and talks to no container engine: a file that
// passes is well-formed, known to its reader in every key, and keeps the house
// rules; whether it runs is shown only by running it.
//
// It lives in the tools module, so that what it needs stays out of assay's own
// dependencies, and imports nothing of assay.
package deploy

// A Finding is one thing that is wrong with a file, as a sentence for the one
// who mends it.
type Finding string
