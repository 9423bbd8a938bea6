// Package boundary makes scenarios of the table of request parameters: the
// shortest and the longest value that a format allows, and what lies just beyond
// it. Start with [Feature]; [Missing] tells for which parameters there is none.
//
// What is expected follows from the table alone, never from an implementation of
// a gateway. It runs nothing, and of this module imports support/spec only.
package boundary
