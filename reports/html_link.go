package reports

import (
	"encoding/json"
	"mime"
	"net/url"
	"path/filepath"
	"strings"
)

// link returns the path of the page that a record points to and the address
// under which the report finds it; "" when the record points to no page.
func (d *pageData) link(a Attempt, line []byte) (path, href string) {
	if kindOf(line) != typeArtifact {
		return "", ""
	}
	var file ArtifactRecord
	if json.Unmarshal(line, &file) != nil {
		return "", ""
	}
	if kind, _, _ := mime.ParseMediaType(file.MediaType); kind != "text/html" || !filepath.IsLocal(file.Path) {
		return "", ""
	}
	to := file.Path
	if d.dir != "" {
		from, err := filepath.Abs(d.dir)
		if err != nil {
			return "", ""
		}
		full, err := filepath.Abs(filepath.FromSlash(d.run.artifactPath(a, file)))
		if err != nil {
			return "", ""
		}
		if to, err = filepath.Rel(from, full); err != nil {
			return "", "" // on another drive
		}
	}
	parts := strings.Split(filepath.ToSlash(to), "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return file.Path, "./" + strings.Join(parts, "/")
}
