package coverage

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

//go:embed page.css
var style string

// HTML writes c as one page that needs nothing else, runs no script and opens
// from a file.
func HTML(w io.Writer, c *Coverage) error {
	page, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(style))
	var out bytes.Buffer
	err = page.Execute(&out, struct {
		*Coverage
		Headline, Policy string
		Style            template.CSS
	}{
		c, c.headline(), "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; " +
			"base-uri 'none'; form-action 'none'", template.CSS(style),
	})
	if err != nil {
		return err
	}
	_, err = out.WriteTo(w)
	return err
}
