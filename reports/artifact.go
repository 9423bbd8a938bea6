package reports

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Artifact keeps data as a file of its own beside the log and returns the
// record that points to it; the caller adds it to the records of the attempt.
// Text is masked, images are kept as they are.
func (l *Log) Artifact(scenario, attempt, name, mediaType string, data []byte) (ArtifactRecord, error) {
	if textual(mediaType) {
		data = l.mask.Bytes(data)
	}
	name = l.mask.String(name)
	stem := plain(l.mask.String(scenario)) + "-" + plain(l.mask.String(attempt)) + "-" +
		plain(strings.TrimSuffix(name, path.Ext(name)))
	rel, err := l.artifactFile(stem, extension(name, mediaType), data)
	if err != nil {
		return ArtifactRecord{}, &WriteError{Path: filepath.Join(l.dir, artifactsName), Err: bare(err)}
	}
	return ArtifactRecord{
		Scenario: scenario, Attempt: attempt,
		Name: name, MediaType: mediaType, Path: rel, Bytes: int64(len(data)),
	}, nil
}

// artifactFile writes data under a name nobody else has, and leaves no half
// a file behind.
func (l *Log) artifactFile(stem, ext string, data []byte) (string, error) {
	if err := os.MkdirAll(filepath.Join(l.dir, artifactsName), 0o755); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		rel := path.Join(artifactsName, stem+ext)
		if n > 1 {
			rel = path.Join(artifactsName, fmt.Sprintf("%s-%d%s", stem, n, ext))
		}
		full := filepath.Join(l.dir, filepath.FromSlash(rel))
		file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(data)
		if err = errors.Join(err, file.Close()); err != nil {
			_ = os.Remove(full)
			return "", err
		}
		return rel, nil
	}
}

// plain turns a name into a part of a file name that every system takes.
func plain(name string) string {
	const longest = 60
	var b strings.Builder
	for _, r := range name {
		switch {
		case b.Len() == longest:
			return b.String()
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			b.WriteRune(r)
		default:
			b.WriteByte('_')
		}
	}
	return b.String()
}

// extension prefers that of the name and falls back on the media type.
func extension(name, mediaType string) string {
	if ext := path.Ext(name); ext != "" && ext == "."+plain(ext[1:]) {
		return ext
	}
	switch base, _, _ := mime.ParseMediaType(mediaType); base {
	case "image/png":
		return ".png"
	case "image/jpeg":
		return ".jpg"
	case "text/html":
		return ".html"
	case "text/plain":
		return ".txt"
	case "application/json":
		return ".json"
	default:
		return ".bin"
	}
}

// textual tells whether a media type is that of text which can be masked.
func textual(mediaType string) bool {
	base, _, _ := mime.ParseMediaType(mediaType)
	return strings.HasPrefix(base, "text/") || strings.HasSuffix(base, "json") || strings.HasSuffix(base, "xml")
}
