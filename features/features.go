// Package features is the specification: what the gateway's API promises, as
// Gherkin features, one directory for each area, and the registry of their
// tags. They are embedded, so that they travel in the binary.
//
// It holds no code that runs a feature and no step definitions, and imports
// nothing of this module.
package features

import "embed"

// FS holds every feature below its area's directory, and tags.tsv.
//
//go:embed */*.feature tags.tsv
var FS embed.FS
