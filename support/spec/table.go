package spec

import (
	"embed"
	"fmt"
	"io"
	"strings"
)

//go:embed *.tsv
var tables embed.FS

// row gives the cells of one line of a table by the name of their column.
type row struct {
	columns map[string]int
	cells   []string
}

func (r row) get(column string) string {
	i, known := r.columns[column]
	if !known {
		panic("spec: no column " + column)
	}
	return r.cells[i]
}

// list splits a cell that holds several values.
func (r row) list(column, separator string) []string {
	cell := r.get(column)
	if cell == "" {
		return nil
	}
	return strings.Split(cell, separator)
}

// readTable reads tab-separated lines whose first names the columns. Nothing is
// quoted: a cell holds neither tab nor line break.
func readTable(r io.Reader, wanted ...string) ([]row, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n")
	names := strings.Split(lines[0], "\t")
	columns := make(map[string]int, len(names))
	for i, name := range names {
		columns[name] = i
	}
	for _, name := range wanted {
		if _, known := columns[name]; !known {
			return nil, fmt.Errorf("line 1: no column %q; the columns are %s", name, strings.Join(names, ", "))
		}
	}
	rows := make([]row, 0, len(lines)-1)
	for i, line := range lines[1:] {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) > len(names) {
			return nil, fmt.Errorf("line %d: %d cells, but the first line names %d columns", i+2, len(cells), len(names))
		}
		for len(cells) < len(names) {
			cells = append(cells, "")
		}
		rows = append(rows, row{columns, cells})
	}
	return rows, nil
}

// embedded reads one of the package's own tables. They are part of the build,
// so a broken one is a programming error.
func embedded[T any](name string, read func(row) T) []T {
	f, err := tables.Open(name)
	if err != nil {
		panic("spec: " + err.Error())
	}
	defer f.Close()
	rows, err := readTable(f)
	if err != nil {
		panic("spec: " + name + ": " + err.Error())
	}
	values := make([]T, len(rows))
	for i, r := range rows {
		values[i] = read(r)
	}
	return values
}

// index maps values by a key; the first of equal keys wins.
func index[T any](values []T, key func(T) string) map[string]T {
	m := make(map[string]T, len(values))
	for _, v := range values {
		if _, taken := m[key(v)]; !taken {
			m[key(v)] = v
		}
	}
	return m
}
