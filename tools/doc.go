// Package tools holds what developers and CI need around assay, in a module of
// its own so that assay's dependencies stay few: the pinned formatter and
// linter (the tool lines of go.mod), ensure.sh, and, below it, checks of the
// deployment files and the benchmarks.
//
// It is no part of assay and imports nothing of it.
package tools
