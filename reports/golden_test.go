package reports

import (
	"compress/gzip"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestGoldenReports(t *testing.T) {
	t.Parallel()
	r, dir := sample(t)
	log, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "run.golden.ndjson", string(log))
	for name, write := range map[string]func(io.Writer, *Run) error{
		"junit.golden.xml":         JUnit,
		"messages.golden.ndjson":   Messages,
		"report.golden.html":       HTML,
		"summary.golden.txt":       func(w io.Writer, r *Run) error { return Summary(w, r, Style{}) },
		"summary_color.golden.txt": func(w io.Writer, r *Run) error { return Summary(w, r, Style{Color: true}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b strings.Builder
			if err := write(&b, r); err != nil {
				t.Fatal(err)
			}
			got := strings.ReplaceAll(b.String(), filepath.ToSlash(dir), "DIR")
			if name == "report.golden.html" {
				got = unpacked(t, got)
			}
			golden(t, name, got)
		})
	}
}

var (
	styles    = regexp.MustCompile(`(?s)<style>.*?</style>`)
	scriptTag = regexp.MustCompile(`(?s)<script>.*?</script>`)
	hashes    = regexp.MustCompile(`sha256-.*?&#39;`)
	images    = regexp.MustCompile(`(id="image-\d+">)[^<]*`)
	blocks    = regexp.MustCompile(`(type="application/gzip\+base64" id="[^"]*">)([^<]*)`)
)

// unpacked is a page with its data readable and without its script and style,
// which have tests of their own.
func unpacked(t *testing.T, html string) string {
	t.Helper()
	html = styles.ReplaceAllString(html, "<style>(style)</style>")
	html = scriptTag.ReplaceAllString(html, "<script>(script)</script>")
	html = hashes.ReplaceAllString(html, "sha256-(hash)'")
	html = images.ReplaceAllString(html, "$1(image)")
	return blocks.ReplaceAllStringFunc(html, func(block string) string {
		parts := blocks.FindStringSubmatch(block)
		return parts[1] + strings.ReplaceAll(inflate(t, parts[2]), `},{"type"`, "},\n{\"type\"")
	})
}

func inflate(t *testing.T, text string) string {
	t.Helper()
	unpack, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(unpack)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
