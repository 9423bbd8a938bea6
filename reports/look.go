package reports

import "fmt"

// Stylesheet returns the look of the report, for other pages that are to look
// alike.
func Stylesheet() (string, error) {
	style, err := page.ReadFile("html/report.css")
	return string(style), err
}

// ContentPolicy returns the content security policy of a page that runs this
// script and has this style, and nothing else.
func ContentPolicy(script, style string) string {
	return fmt.Sprintf("default-src 'none'; script-src '%s'; style-src '%s'; img-src data:; "+
		"base-uri 'none'; form-action 'none'", hash(script), hash(style))
}
