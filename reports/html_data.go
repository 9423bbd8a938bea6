package reports

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"
)

const (
	chunkSize  = 200       // scenarios that are unpacked together
	causeLimit = 300       // of a cause in the index; the whole one is in the chunk
	lineLimit  = 128 << 10 // of a record; a longer one has its texts cut
	imageLimit = 48 << 20  // of all images together; those of further ones are named only
)

// pageData writes the data blocks of a page, one after the other.
type pageData struct {
	run    *Run
	dir    string // of the page, "" for that of the log
	out    *bufio.Writer
	order  []int32 // of scenarios, as shown
	images int
	weight int64 // of images so far

	packed *gzip.Writer // of every block in turn
	lines  []byte       // of the attempt at hand, as the log has them
	told   []byte       // of the scenario at hand, as the page has them
}

// block writes what fill produces as gzip in base64 in a script element. No
// browser runs or shows an element of that type, and base64 has no character
// that could end it.
func (d *pageData) block(id string, fill func(w io.Writer) error) error {
	fmt.Fprintf(d.out, "<script type=\"application/gzip+base64\" id=\"%s\">", id)
	text := base64.NewEncoder(base64.StdEncoding, d.out)
	if d.packed == nil {
		d.packed, _ = gzip.NewWriterLevel(text, gzip.BestSpeed) // a level that there is
	}
	d.packed.Reset(text)
	if err := fill(d.packed); err != nil {
		return err
	}
	if err := d.packed.Close(); err != nil {
		return err
	}
	if err := text.Close(); err != nil {
		return err
	}
	_, err := d.out.WriteString("</script>\n")
	return err
}

// index writes the run and a row per scenario. Rows refer to the texts that
// many of them share by number; data.js knows the order of the columns.
func (d *pageData) index() error {
	texts := map[string]int{"": 0}
	list := []string{""}
	number := func(s string) int {
		n, known := texts[s]
		if !known {
			n = len(list)
			texts[s] = n
			list = append(list, s)
		}
		return n
	}
	return d.block("index", func(w io.Writer) error {
		out := bufio.NewWriter(w)
		var e encoder
		e.buf = append(e.buf, `{"chunk":`+strconv.Itoa(chunkSize)+`,"run":{"again":`...)
		e.buf = appendQuoted(e.buf, d.run.Again())
		e.buf = append(e.buf, `},"rows":[`...)
		for n, i := range d.order {
			if n > 0 {
				e.buf = append(e.buf, ',', '\n')
			}
			e.buf = appendRow(e.buf, &d.run.Scenarios[i], number)
			out.Write(e.buf)
			e.buf = e.buf[:0]
		}
		e.buf = append(e.buf, ']')
		e.texts("texts", list)
		e.key("verdicts")
		verdicts, err := json.Marshal(Verdicts())
		if err != nil {
			return err
		}
		out.Write(append(append(e.buf, verdicts...), '}'))
		return out.Flush()
	})
}

func appendRow(b []byte, s *Scenario, number func(string) int) []byte {
	num := func(n int64) { b = append(strconv.AppendInt(b, n, 10), ',') }
	text := func(t string) { b = append(appendQuoted(b, t), ',') }
	b = append(b, '[')
	text(s.ID)
	text(s.Name)
	num(int64(s.Verdict.place()))
	num(int64(number(s.File)))
	num(int64(s.Line))
	num(int64(number(s.Feature)))
	num(int64(number(s.Rule)))
	b = append(b, '[')
	for i, tag := range s.Tags {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(number(tag)), 10)
	}
	b = append(b, ']', ',')
	num(int64(number(s.Source)))
	num(s.Duration.Microseconds())
	cause := s.Cause
	if len(cause) > causeLimit {
		cause = strings.ToValidUTF8(cause[:causeLimit], "") + " ..."
	}
	text(cause)
	b = strconv.AppendInt(b, int64(len(s.Attempts)), 10)
	return append(b, ']')
}

// chunks writes the details: the log's own lines, unparsed. The images that a
// chunk refers to follow it, each in an element of its own.
func (d *pageData) chunks() error {
	for from := 0; from < len(d.order); from += chunkSize {
		var images []pageImage
		part := d.order[from:min(from+chunkSize, len(d.order))]
		err := d.block("chunk-"+strconv.Itoa(from/chunkSize), func(w io.Writer) error {
			for _, i := range part {
				found, err := d.scenario(w, &d.run.Scenarios[i])
				if err != nil {
					return err
				}
				images = append(images, found...)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for _, img := range images {
			d.image(img)
		}
	}
	return nil
}

// pageImage is a picture that the page will hold.
type pageImage struct {
	number int
	kind   string
	at     Attempt
	file   ArtifactRecord
}

// scenario writes the lines of its attempts, an empty line after each, and then
// a line "={path: number}" with the images that they refer to; a page has the
// address that it is linked with instead of a number.
func (d *pageData) scenario(w io.Writer, s *Scenario) ([]pageImage, error) {
	var images []pageImage
	var links []Field
	out := d.told[:0]
	for _, a := range s.Attempts {
		block, err := d.run.read(d.lines, a.at)
		if err != nil {
			return nil, err
		}
		d.lines = block
		whose := d.whose(s, a)
		for line := range bytes.Lines(block) {
			line = fit(line)
			if line == nil {
				continue
			}
			if img, ok := d.picture(a, line); ok {
				images = append(images, img)
			} else if path, href := d.link(a, line); href != "" {
				links = append(links, Field{path, href})
			}
			if before, after, found := bytes.Cut(line, whose); found {
				out = append(out, before...)
				line = after
			}
			out = append(append(out, line...), '\n')
		}
		out = append(out, '\n')
	}
	out = append(out, '=', '{')
	for n, img := range images {
		if n > 0 {
			out = append(out, ',')
		}
		out = append(appendQuoted(out, img.file.Path), ':')
		out = strconv.AppendInt(out, int64(img.number), 10)
	}
	for n, link := range links {
		if n+len(images) > 0 {
			out = append(out, ',')
		}
		out = append(appendQuoted(out, link.Name), ':')
		out = appendQuoted(out, link.Value)
	}
	d.told = append(out, '}', '\n')
	_, err := w.Write(d.told)
	return images, err
}

// whose is the part of every line that says to which attempt it belongs. The
// page knows that from where the line stands.
func (d *pageData) whose(s *Scenario, a Attempt) []byte {
	e := encoder{run: d.run.RunID}
	e.text("run", d.run.RunID)
	e.text("scenario", s.ID)
	e.text("attempt", a.ID)
	return e.buf
}

// fit returns a line that looks like a record and is not too long, or nil.
func fit(line []byte) []byte {
	if line = bytes.TrimSpace(line); len(line) == 0 || line[0] != '{' {
		return nil
	}
	if len(line) <= lineLimit {
		return line
	}
	var record map[string]any
	if json.Unmarshal(line, &record) != nil {
		return nil
	}
	for name, value := range record {
		if text, ok := value.(string); ok {
			record[name] = limited(text)
		}
	}
	line, err := json.Marshal(record)
	if err != nil {
		return nil
	}
	return line
}

// picture takes up the image that a record points to, if there is room.
func (d *pageData) picture(a Attempt, line []byte) (pageImage, bool) {
	if kindOf(line) != typeArtifact {
		return pageImage{}, false
	}
	var file ArtifactRecord
	if json.Unmarshal(line, &file) != nil {
		return pageImage{}, false
	}
	kind, _, _ := mime.ParseMediaType(file.MediaType)
	switch kind {
	case "image/png", "image/jpeg", "image/gif", "image/webp":
	default:
		return pageImage{}, false
	}
	if d.weight+file.Bytes > imageLimit {
		return pageImage{}, false
	}
	d.weight += file.Bytes
	d.images++
	return pageImage{d.images - 1, kind, a, file}, true
}

// image writes a picture, or an empty element when its file is gone.
func (d *pageData) image(img pageImage) {
	fmt.Fprintf(d.out, "<script type=\"application/base64\" data-type=\"%s\" id=\"image-%d\">", img.kind, img.number)
	if in, err := d.run.Artifact(img.at, img.file); err == nil {
		text := base64.NewEncoder(base64.StdEncoding, d.out)
		// What cannot be read is missing from the picture, not from the page.
		_, _ = io.Copy(text, io.LimitReader(in, img.file.Bytes))
		text.Close()
		in.Close()
	}
	d.out.WriteString("</script>\n")
}
